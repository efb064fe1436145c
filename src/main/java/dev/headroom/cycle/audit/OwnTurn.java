package dev.headroom.cycle.audit;

import dev.headroom.access.CallBudget;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one look. Those of an ordinary org are taken before it begins, more when they are
 * needed, and what was not needed is given back.
 */
final class OwnTurn implements CallBudget {
  /** Calls of a look at an ordinary org; what is always left for access is no less. */
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

  /** Takes what an ordinary org needs. Returns false if there is not as much. */
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

  /** Why a call that was needed could not be made; null when each could. */
  synchronized @Nullable String refused() {
    return refused;
  }

  /** Gives back what was taken and not used. */
  synchronized void end() {
    if (made < taken) {
      calls.giveBack(org, purpose, taken - made, at);
      taken = made;
    }
  }
}
