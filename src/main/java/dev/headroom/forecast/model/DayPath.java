package dev.headroom.forecast.model;

/**
 * The next 24 hours of a daily counter, by bucket: its usual course, how far reality may be from
 * it, and what calls that nobody expected would add if they went on. One object reused; index 0 is
 * now, index {@code j} is {@code j} buckets ahead.
 */
final class DayPath {
  /** Buckets looked ahead. */
  static final int LENGTH = Buckets.DAY;

  /** Calls expected in a bucket, and its share of the spread. */
  final double[] come = new double[LENGTH + 1];

  final double[] doubt = new double[LENGTH + 1];

  /** Calls that leave the window in a bucket; none of a fixed day. */
  final double[] leave = new double[LENGTH + 1];

  /** The counter if all goes on as usual. */
  final double[] usual = new double[LENGTH + 1];

  /** The model's own measure of how far it may be off; {@link Calibration} gives it its scale. */
  final double[] spread = new double[LENGTH + 1];

  /** For how many buckets by then unexpected calls have been counted, would they go on. */
  final double[] surging = new double[LENGTH + 1];

  /** The probability that the maximum has been reached by then. */
  final double[] reached = new double[LENGTH + 1];

  /** The same with what does not go together counted in: the shape of the time, not its chance. */
  final double[] when = new double[LENGTH + 1];
}
