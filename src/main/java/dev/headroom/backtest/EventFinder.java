package dev.headroom.backtest;

import org.jspecify.annotations.Nullable;

/**
 * Finds the times at which a limit truly ran out.
 *
 * <p><b>Event:</b> begins with the first reading at or over the maximum after a calm stretch, in
 * which all readings were under 97 % of it; the stretch is six hours, an hour for limits of an
 * hour, a day for stocks and months. Until calm is over again it is the same event, however often
 * the maximum is reached: this time is <em>neutral</em>. It ends with the first reading under the
 * maximum that none at or over it follows. One that begins in the first hour of a limit's history
 * is not counted: nobody could have told.
 */
final class EventFinder {
  private static final double CALM_LEVEL = 0.97;
  private static final long UNSEEN = 3600;

  private final long calm;
  private long first = Long.MIN_VALUE;
  private long high;
  private boolean neutral;
  private @Nullable Happening current;

  /** An event as it goes on. */
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
   * Takes a reading.
   *
   * @return the event that begins with it; null when none does
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

  /** Whether the last reading was within an event or the calm stretch after it. */
  boolean isNeutral() {
    return neutral;
  }

  /** Since when readings count that are not neutral: the first, or the end of the last calm. */
  long calmSince() {
    return current == null ? first : high + calm;
  }
}
