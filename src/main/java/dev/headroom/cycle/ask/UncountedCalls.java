package dev.headroom.cycle.ask;

import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;

/**
 * The few calls of one check of an org that is not applied yet, and so has no state to count in.
 */
final class UncountedCalls implements OwnCalls {
  private static final int MOST = 8;

  private int left = MOST;

  @Override
  public synchronized Answer take(Org org, Purpose purpose, int wanted, Instant at) {
    int granted = Math.min(left, wanted);
    left -= granted;
    return granted == 0
        ? new Answer.Wait("a check makes at most " + MOST + " calls")
        : new Answer.Granted(granted);
  }

  @Override
  public synchronized void giveBack(Org org, Purpose purpose, int calls, Instant at) {
    left += calls;
  }
}
