package dev.headroom.forecast.model;

/**
 * The distribution of errors: Laplace's, because they have heavy tails. Compared with a normal
 * distribution with the same 5 % quantile, it is narrower in the middle and wider far out.
 */
final class Tails {
  private static final double RATE = Math.log(10);

  private Tails() {}

  /** Returns P(error &lt;= z), with z in units of the 95 % quantile. */
  static double cdf(double z) {
    return z < 0 ? 0.5 * Math.exp(RATE * z) : 1 - 0.5 * Math.exp(-RATE * z);
  }
}
