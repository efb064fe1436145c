package dev.headroom.forecast.model;

/**
 * Writes the fields of a state one by one, or reads them back. The same calls do both, so that
 * neither can forget a field. When writing, every method returns its argument.
 */
interface StateCodec {
  /** Whether fields are being read. */
  boolean reads();

  /** One bit. */
  boolean flag(boolean x);

  /** A whole number, 0 or more. */
  long count(long x);

  /** A number with 24 bits of precision; a non-finite one makes the state unreadable. */
  double number(double x);

  /** A number at full precision. */
  double exact(double x);

  /**
   * Amounts from 0 to four times {@code scale}, one byte each, in steps of 5.9 %; less than two
   * millionths of {@code scale} is 0. The error of each is carried over to the next, so that sums
   * are right.
   */
  void amounts(double[] a, double scale);

  /** Levels in time order, in steps of a 4,000th of {@code scale}; efficient for small changes. */
  void levels(double[] a, double scale);

  /**
   * Amounts of either sign, one byte each, in steps of 12 %; less than two millionths of scale is
   * 0.
   */
  void signed(double[] a, double scale);
}
