package dev.headroom.cycle.audit;

import dev.headroom.access.CallBudget;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one reading. Those for an ordinary org are reserved before it begins, more when
 * needed; unused ones are given back.
 */
final class OwnTurn implements CallBudget {
  /** Calls for reading an ordinary org; the reserve for access is at least as large. */
  static final int ORDINARY = 25;

  private static final int MORE = 5;

  private final OwnCalls calls;
  private final Purpose purpose;
  private final Org org;
  private final Instant at;
  private int taken;
  private int made;
  private @Nullable String refused;

  OwnTurn(OwnCalls calls, Purpose purpose, Org org, Instant at) {
    this.calls = calls;
    this.purpose = purpose;
    this.org = org;
    this.at = at;
  }

  /** Reserves the calls for an ordinary org. Returns false if there are not enough. */
  synchronized boolean begin() {
    ask(ORDINARY);
    if (taken < ORDINARY && refused == null) {
      refused =
          "Headroom may make only %d more calls to this org today, and an audit needs up to %d"
              .formatted(taken, ORDINARY);
    }
    return refused == null;
  }

  @Override
  public synchronized boolean take() {
    if (made == taken && refused == null) {
      ask(MORE);
    }
    if (made < taken) {
      made++;
      return true;
    }
    return false;
  }

  private void ask(int wanted) {
    switch (calls.take(org, purpose, wanted, at)) {
      case OwnCalls.Answer.Granted granted -> taken += granted.calls();
      case OwnCalls.Answer.Wait wait -> refused = wait.why();
    }
  }

  /** Returns why a needed call could not be made; null if all could. */
  synchronized @Nullable String refused() {
    return refused;
  }

  /** Gives back the unused calls. */
  synchronized void end() {
    if (made < taken) {
      calls.giveBack(org, purpose, taken - made, at);
      taken = made;
    }
  }
}
