package dev.headroom.forecast.model;

/**
 * How much more or less comes today than usual: a level of the last hours, which fades, within a
 * level of the day, which lasts until the day ends.
 *
 * <pre>{@code
 * L = (sum of k^i came(i) + c) / (sum of k^i expected(i) + c),    clamped to 0.25 .. 3
 * }</pre>
 */
final class TodayLevel {
  /** Decay of the level of the last hours, per bucket: a half-life of two hours. */
  private static final double KEEP = 0.92;

  /** The same for hourly windows, where only the present hour counts: 36 minutes. */
  private static final double KEEP_HOURLY = 0.75;

  /** Fading of the level of the last hours along the projection, per bucket: half in 2.8 h. */
  private static final double FADE = 0.94;

  /** Share of the maximum added to both sums, so that few calls do not change the level. */
  private static final double FILL = 0.02;

  /** The same for the day: as a share of the maximum, and of what comes on a busy day. */
  private static final double DAY_FILL = 0.01;

  private static final double DAY_FILL_OF_DAY = 0.2;

  /** Share of the day's level that is left on the next day. */
  private static final double OVERNIGHT = 0.25;

  /** Share of a job's earliness or lateness that is kept, per bucket. */
  private static final double MOVED_KEEP = 0.8;

  private static final double LOWEST = 0.25;
  private static final double HIGHEST = 3;

  /** Whether the window is an hour; set by the tracker, not stored. */
  boolean hourly;

  private double came;
  private double expected;
  private double dayCame;
  private double dayExpected;

  /** Calls by which a job near its time is ahead (over 0) or behind. */
  private double moved;

  /** Forgets what is unknown after days without a reading. */
  void forget() {
    came = 0;
    expected = 0;
    moved = 0;
    newDay();
  }

  void newDay() {
    dayCame = 0;
    dayExpected = 0;
  }

  /**
   * Completes a bucket.
   *
   * @param jumpy whether a job is near: then early or late calls do not change the level
   * @param top the most expected in a bucket within the hour
   */
  void follow(double arrivals, double expectation, double max, boolean jumpy, double top) {
    double counted = Math.min(arrivals, 3 * expectation + 0.01 * max);
    if (jumpy) {
      double off = MOVED_KEEP * moved + arrivals - expectation * ofHours(max);
      moved = Math.max(-4 * top, Math.min(4 * top, off));
    } else {
      double keep = hourly ? KEEP_HOURLY : KEEP;
      moved *= 0.5;
      came = keep * came + counted;
      expected = keep * expected + expectation;
    }
    dayCame += counted;
    dayExpected += expectation;
  }

  double ofHours(double max) {
    return ofHours(max, 0, 0);
  }

  /**
   * Returns the level of the last hours, including what came and was expected in the open bucket.
   */
  double ofHours(double max, double openCame, double openExpected) {
    double c = FILL * max;
    return clamp((came + openCame + c) / (expected + openExpected + c));
  }

  double ofDay(double max, double usualDay) {
    double c = DAY_FILL * max + DAY_FILL_OF_DAY * usualDay;
    return clamp((dayCame + c) / (dayExpected + c));
  }

  /** Returns what came today as a multiple of the expected, with {@code c} added to both. */
  double dayRatio(double c) {
    return (dayCame + c) / (dayExpected + c);
  }

  double dayExpected() {
    return dayExpected;
  }

  double moved() {
    return moved;
  }

  /** Returns the factor for the bucket {@code j} ahead; the day ends in {@code turn} buckets. */
  static double ahead(int j, double ofHours, double ofDay, int turn) {
    double hours = 1 + (ofHours / ofDay - 1) * FADES[j];
    double day = j < turn ? ofDay : 1 + (ofDay - 1) * OVERNIGHT;
    return day * hours;
  }

  private static final double[] FADES = new double[Buckets.DAY + 2];

  static {
    FADES[0] = 1;
    for (int j = 1; j < FADES.length; j++) {
      FADES[j] = FADES[j - 1] * FADE;
    }
  }

  private static double clamp(double x) {
    return Math.min(HIGHEST, Math.max(LOWEST, x));
  }

  void state(StateCodec c) {
    came = c.number(came);
    expected = c.number(expected);
    dayCame = c.number(dayCame);
    dayExpected = c.number(dayExpected);
    moved = c.number(moved);
  }
}
