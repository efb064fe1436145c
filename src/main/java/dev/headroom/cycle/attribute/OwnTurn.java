package dev.headroom.cycle.attribute;

import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.usage.CallLogs;
import java.time.Instant;

/** The calls of one turn: reserved beforehand; unused ones are given back. */
final class OwnTurn implements CallLogs.Permit {
  private final OwnCalls calls;
  private final Org org;
  private final Instant at;
  private int taken;

  OwnTurn(OwnCalls calls, Org org, Instant at) {
    this.calls = calls;
    this.org = org;
    this.at = at;
  }

  @Override
  public OwnCalls.Answer take(int wanted) {
    OwnCalls.Answer answer = calls.take(org, Purpose.USAGE, wanted, at);
    if (answer instanceof OwnCalls.Answer.Granted granted) {
      taken += granted.calls();
    }
    return answer;
  }

  /** Ends the turn. A call that was repeated after a new login counts too. */
  void made(int made) {
    if (made < taken) {
      calls.giveBack(org, Purpose.USAGE, taken - made, at);
    } else if (made > taken) {
      calls.take(org, Purpose.USAGE, made - taken, at);
    }
    taken = made;
  }
}
