package dev.headroom.backtest;

import org.jspecify.annotations.Nullable;

/**
 * Finds the times at which a limit really ran out.
 *
 * <p><b>Event:</b> begins with the first reading at or over the maximum after a calm stretch, in
 * which all readings were under 97 % of it; the stretch is six hours, an hour for hourly limits, a
 * day for stocks and monthly limits. Until another calm stretch has passed it is the same event,
 * however often the maximum is reached: this time is <em>neutral</em>. It ends with the first
 * reading under the maximum after which none is at or over it. One that begins in the first hour of
 * a limit's history is not counted, because nobody could have warned of it.
 */
final class EventFinder {
  private static final double CALM_LEVEL = 0.97;
  private static final long UNSEEN = 3600;

  private final long calm;
  private long first = Long.MIN_VALUE;
  private long high;
  private boolean neutral;
  private @Nullable Happening current;

  /** An event in progress. */
  static final class Happening {
    final long start;
    final boolean counts;
    @Nullable Long end;

    Happening(long start, boolean counts) {
      this.start = start;
      this.counts = counts;
    }
  }

  EventFinder(Rules rules) {
    this.calm = rules.calm().toSeconds();
  }

  /**
   * Adds a reading.
   *
   * @return the event that begins with it; null if none does
   */
  @Nullable Happening next(long t, double used, double max) {
    if (first == Long.MIN_VALUE) {
      first = t;
    }
    if (neutral && t - high >= calm) {
      neutral = false;
    }
    Happening before = neutral ? current : null;
    if (used < max) {
      if (before != null) {
        high = used >= CALM_LEVEL * max ? t : high;
        before.end = before.end == null ? Long.valueOf(t) : before.end;
      }
      return null;
    }
    high = t;
    if (before != null) {
      before.end = null;
      return null;
    }
    neutral = true;
    Happening begun = new Happening(t, t - first >= UNSEEN);
    current = begun;
    return begun;
  }

  /** Returns whether the last reading was within an event or the calm stretch after it. */
  boolean isNeutral() {
    return neutral;
  }

  /**
   * Returns since when readings are not neutral: the first, or the end of the last calm stretch.
   */
  long calmSince() {
    return current == null ? first : high + calm;
  }
}
