package dev.headroom.forecast.model;

/** Mean absolute error of a bucket, by hour of day. */
final class UsualDeviation {
  /** Share of a new bucket. */
  private static final double LEARN = 0.06;

  private final double[] byHour = new double[24];
  private int seen;

  /**
   * Returns the deviation at an hour of the day, local time; hours before 0 and after 23 are of the
   * adjacent days.
   */
  double of(int hour) {
    return byHour[Math.floorMod(hour, 24)];
  }

  void learn(int hour, double off, double max) {
    double k = Math.max(LEARN, 1 / (1 + (double) seen / Buckets.DAY));
    byHour[hour] += k * (Math.min(off, 8 * byHour[hour] + 0.01 * max) - byHour[hour]);
    seen++;
  }

  void shift(int hours) {
    Profiles.turn(byHour, hours);
  }

  void state(StateCodec c, double scale) {
    seen = (int) c.count(seen);
    c.amounts(byHour, scale);
  }
}
