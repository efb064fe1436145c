package dev.headroom.forecast.model;

/**
 * The probability that is shown: the models' own, corrected by how often such cases ran out.
 *
 * <p>A monotone line through a few points on a log-odds scale, one for each kind of window, fitted
 * by maximum likelihood to generated histories. {@code src/bench/reliability} shows how well it
 * holds on others. Verdicts and intervals use the models' own probability.
 */
final class CalibratedChance {
  private static final CalibratedChance ROLLING =
      new CalibratedChance(
          new double[] {0.01, 0.15, 0.4, 0.7, 0.92}, new double[] {0.014, 0.09, 0.6, 0.64, 0.9});

  /** While use is higher than anyone expected. */
  private static final CalibratedChance SURGE =
      new CalibratedChance(
          new double[] {0.02, 0.2, 0.6, 0.92}, new double[] {0.235, 0.42, 0.69, 0.935});

  private static final CalibratedChance FIXED_DAY =
      new CalibratedChance(
          new double[] {0.01, 0.15, 0.5, 0.75, 0.92}, new double[] {0.011, 0.25, 0.5, 0.79, 0.985});

  private static final CalibratedChance HOUR =
      new CalibratedChance(
          new double[] {0.002, 0.15, 0.5, 0.99}, new double[] {0.0002, 0.255, 0.44, 0.69});

  private static final CalibratedChance STOCK =
      new CalibratedChance(
          new double[] {0.002, 0.15, 0.5, 0.8, 0.99},
          new double[] {0.03, 0.345, 0.565, 0.84, 0.95});

  private final double[] modelled;
  private final double[] seen;

  private CalibratedChance(double[] modelled, double[] seen) {
    this.modelled = odds(modelled);
    this.seen = odds(seen);
  }

  /**
   * Returns how often cases with the modelled probability {@code p} ran out within the window's
   * horizon.
   *
   * @param surging whether use is higher than anyone expected
   * @return 0 to 1; NaN for a gauge, which has none, and if {@code p} is unknown
   */
  static double of(Kind kind, boolean surging, double p) {
    return switch (kind) {
      case ROLLING -> (surging ? SURGE : ROLLING).of(p);
      case FIXED_DAY -> FIXED_DAY.of(p);
      case HOUR -> HOUR.of(p);
      case STOCK -> STOCK.of(p);
      case GAUGE -> Double.NaN;
    };
  }

  private double of(double p) {
    double x = odds(p);
    int last = modelled.length - 1;
    if (x <= modelled[0]) {
      return share(seen[0]);
    }
    for (int k = 1; k <= last; k++) {
      if (x <= modelled[k]) {
        double part = (x - modelled[k - 1]) / (modelled[k] - modelled[k - 1]);
        return share(seen[k - 1] + part * (seen[k] - seen[k - 1]));
      }
    }
    return Double.isNaN(x) ? x : share(seen[last]);
  }

  private static double[] odds(double[] p) {
    double[] x = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      x[k] = odds(p[k]);
    }
    return x;
  }

  private static double odds(double p) {
    return Math.log(p / (1 - p));
  }

  private static double share(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }
}
