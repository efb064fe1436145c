package dev.headroom.forecast.model;

/**
 * Where an org's day begins: at its quietest hour. A day's weekday is that of its middle. Buckets
 * are in local time.
 */
final class DayTurn {
  private static final int DAY = Buckets.DAY;

  /** How many buckets are summed for the comparison: four hours. */
  private static final int AROUND = 16;

  /** The turn moves to a place with less than this share of what surrounds it now. */
  private static final double QUIETER = 0.8;

  /** Bucket of the day at which the org's day begins. */
  private int at;

  /** Returns the weekday of the org's day that holds a bucket; Monday is 0. */
  int weekday(int b) {
    return Buckets.weekday(day(b) * DAY + at + DAY / 2);
  }

  /** Returns the number of the org's day. */
  int day(int b) {
    return Math.floorDiv(b - at, DAY);
  }

  /** Returns the buckets from {@code b} to the end of its day. */
  int left(int b) {
    return DAY - Math.floorMod(b - at, DAY);
  }

  /**
   * Looks for the middle of the four quietest hours.
   *
   * @param usual the usual by time of day
   * @param week the usual by weekday; times of day between the old turn and the new one then belong
   *     to another weekday
   */
  void find(double[] usual, double[] week) {
    int quietest = at;
    for (int x = 0; x < DAY; x++) {
      if (around(usual, x) < around(usual, quietest)) {
        quietest = x;
      }
    }
    if (around(usual, quietest) < QUIETER * around(usual, at) - 1e-9) {
      move(quietest, week);
    }
  }

  private static double around(double[] usual, int tod) {
    double sum = 0;
    for (int k = -AROUND / 2; k < AROUND / 2; k++) {
      sum += usual[Math.floorMod(tod + k, DAY)];
    }
    return sum;
  }

  private void move(int to, double[] week) {
    double[] old = week.clone();
    for (int x = 0; x < DAY; x++) {
      int d = offset(to, x) - offset(at, x);
      for (int l = 0; l < 7 && d != 0; l++) {
        week[Math.floorMod(l + d, 7) * DAY + x] = old[l * DAY + x];
      }
    }
    at = to;
  }

  /**
   * Moves local time forward by this many buckets.
   *
   * @return by how many weekdays the day that holds a bucket is later
   */
  int shift(int buckets) {
    int days = Math.floorDiv(at + DAY / 2 + buckets, DAY) - Math.floorDiv(at + DAY / 2, DAY);
    at = Math.floorMod(at + buckets, DAY);
    return days;
  }

  private static int offset(int turn, int tod) {
    return (turn >= DAY / 2 ? 1 : 0) - (tod < turn ? 1 : 0);
  }

  void state(StateCodec c) {
    at = (int) c.count(at);
  }
}
