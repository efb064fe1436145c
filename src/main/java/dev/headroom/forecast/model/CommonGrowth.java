package dev.headroom.forecast.model;

/**
 * What all days have in common: a factor on the usual, which follows the surplus of each day, and
 * its trend.
 */
final class CommonGrowth {
  /** Share of a day's surplus that is taken for growth, and for a lasting trend of growth. */
  private static final double GROW = 0.25;

  private static final double TREND = 0.02;

  /** The steepest trend per day. */
  private static final double STEEPEST = 0.03;

  private double factor = 1;
  private double trend;

  double factor() {
    return factor;
  }

  /**
   * Ends a day.
   *
   * @param ratio what came as a multiple of the expected
   * @param expected what was expected: a quiet day says less about growth
   * @param busyDay what comes on a busy day
   */
  void endDay(double ratio, double expected, double busyDay) {
    double share = Math.min(1, expected / Math.max(1e-9, busyDay));
    double f = share * Math.log(Math.min(1.35, Math.max(0.75, ratio)));
    trend = Math.min(STEEPEST, Math.max(-STEEPEST, 0.98 * trend + TREND * f));
    factor = Math.min(5, Math.max(0.2, factor * Math.exp(trend + GROW * f)));
  }

  void state(StateCodec c) {
    factor = c.number(factor);
    trend = c.number(trend);
  }
}
