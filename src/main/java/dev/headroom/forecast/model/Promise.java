package dev.headroom.forecast.model;

/** The relief estimates since a limit ran out, and how often they were wrong. */
final class Promise {
  /**
   * If a limit was under its maximum for this long, being full again counts as a new exhaustion.
   */
  private static final long OVER = 6 * 3600;

  private long lastFull;

  /** The earliest end of an interval that was given and still stands; 0 if there is none. */
  private long due;

  private int wrong;

  /** Returns how many of the given times passed without room. */
  int wrong() {
    return wrong;
  }

  /**
   * Records that the limit is full at {@code t}.
   *
   * @param latest the end of the interval given now; {@link Outlook#NEVER} if none
   */
  void full(long t, long latest) {
    if (t - lastFull > OVER) {
      due = 0;
      wrong = 0;
    }
    if (due != 0 && t > due) {
      wrong++;
      due = 0;
    }
    if (latest != Outlook.NEVER) {
      due = due == 0 ? latest : Math.min(due, latest);
    }
    lastFull = t;
  }

  void state(StateCodec c) {
    lastFull = c.count(lastFull);
    due = c.count(due);
    wrong = StateReader.inRange(c.count(wrong), 1 << 20);
  }
}
