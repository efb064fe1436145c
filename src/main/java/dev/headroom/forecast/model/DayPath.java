package dev.headroom.forecast.model;

/**
 * The next 24 hours of a daily counter, by bucket: its usual course, how far reality may deviate,
 * and what unexpected calls would add if they continued. Index 0 is now, index {@code j} is {@code
 * j} buckets ahead. Made for one projection: kept, it would be a third of what a limit needs.
 */
final class DayPath {
  /** How many buckets are looked ahead. */
  static final int LENGTH = Buckets.DAY;

  /** Calls expected in a bucket, and its share of the spread. */
  final double[] come = new double[LENGTH + 1];

  final double[] doubt = new double[LENGTH + 1];

  /** Calls that leave the window in a bucket; none in a fixed day. */
  final double[] leave = new double[LENGTH + 1];

  /** The counter if everything continues as usual. */
  final double[] usual = new double[LENGTH + 1];

  /** The model's own measure of its possible error; {@link Calibration} gives it its scale. */
  final double[] spread = new double[LENGTH + 1];

  /** How many buckets of unexpected calls have been counted by then, if they continue. */
  final double[] surging = new double[LENGTH + 1];

  /** The probability that the maximum has been reached by then. */
  final double[] reached = new double[LENGTH + 1];

  /**
   * The same including uncorrelated errors: it gives the shape of the time, not its probability.
   */
  final double[] when = new double[LENGTH + 1];
}
