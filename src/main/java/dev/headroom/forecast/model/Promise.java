package dev.headroom.forecast.model;

/** What was said about relief since a limit ran out, and how often it was wrong. */
final class Promise {
  /** A limit that was under its maximum for so long has run out anew when it is full again. */
  private static final long OVER = 6 * 3600;

  private long lastFull;

  /** The earliest end of an interval that was named and stands; 0 while none does. */
  private long due;

  private int wrong;

  /** How many of the times that were named went by without room. */
  int wrong() {
    return wrong;
  }

  /**
   * The limit is full at {@code t}.
   *
   * @param latest the end of the interval that is named now; {@link Outlook#NEVER} of none
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
