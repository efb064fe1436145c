package dev.headroom.backtest;

import dev.headroom.forecast.UseForecast;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Compares the intervals of one method with the readings they forecast. One every quarter of an
 * hour while the limit is not used up, judged by the reading due at that minute; reading and
 * interval are capped at the maximum.
 */
final class Intervals {
  private static final int EVERY = 900;
  private static final int[] HOURS = {1, 4, 12};

  /** A reading that is later by at most this still belongs to its time. */
  private static final int LATE = 60;

  private final Deque<Due>[] pending;
  private final long[] judged = new long[HOURS.length];
  private final long[] held = new long[HOURS.length];
  private long asked = Long.MIN_VALUE;

  private record Due(long at, double low, double high, double max) {
    boolean holds(double used) {
      double truth = Math.min(used, max);
      return Math.min(low, max) - 0.5 <= truth && truth <= Math.min(high, max) + 0.5;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  Intervals() {
    pending = new Deque[HOURS.length];
    for (int k = 0; k < HOURS.length; k++) {
      pending[k] = new ArrayDeque<>();
    }
  }

  /** Adds a reading and what is said at it. */
  void next(long t, double used, double max, @Nullable UseForecast use) {
    for (int k = 0; k < HOURS.length; k++) {
      while (!pending[k].isEmpty() && pending[k].getFirst().at() <= t) {
        Due due = pending[k].removeFirst();
        if (t - due.at() <= LATE) {
          judged[k]++;
          held[k] += due.holds(used) ? 1 : 0;
        }
      }
    }
    if (use == null || used >= max || (asked != Long.MIN_VALUE && t - asked < EVERY)) {
      return;
    }
    asked = t;
    UseForecast.Band[] bands = {use.in1h(), use.in4h(), use.in12h()};
    for (int k = 0; k < HOURS.length; k++) {
      pending[k].addLast(new Due(t + HOURS[k] * 3600L, bands[k].low(), bands[k].high(), max));
    }
  }

  /** Returns how often those of horizon {@code k} held: 0 is an hour, 1 four, 2 twelve. */
  Held held(int k) {
    return new Held(judged[k], held[k]);
  }
}
