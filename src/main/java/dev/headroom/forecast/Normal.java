package dev.headroom.forecast;

/** The normal distribution. */
final class Normal {
  private Normal() {}

  /** P(Z &lt;= z), to 1e-7 (Abramowitz and Stegun 26.2.17). */
  static double cdf(double z) {
    if (z < -8) {
      return 0;
    }
    if (z > 8) {
      return 1;
    }
    double k = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / 2.5066282746310002
            * k
            * (0.319381530
                + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
    return z > 0 ? 1 - tail : tail;
  }
}
