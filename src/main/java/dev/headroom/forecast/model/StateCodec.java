package dev.headroom.forecast.model;

/**
 * Writes the fields of a state one by one, or reads them back: the same calls do both, so that
 * neither can forget a field. In writing, every method returns what it is given.
 */
interface StateCodec {
  /** Whether fields are read back. */
  boolean reads();

  /** One bit. */
  boolean flag(boolean x);

  /** A whole number from 0 up. */
  long count(long x);

  /** A number at 24 bits of precision; one that is not finite makes the state unreadable. */
  double number(double x);

  /** A number at full precision. */
  double exact(double x);

  /**
   * Amounts from 0 to four times {@code scale}, a byte each: steps of 5.9 %, under two millionths
   * of {@code scale} is 0. The error of one is carried over to the next, so that sums are right.
   */
  void amounts(double[] a, double scale);

  /** Levels in order of time, in steps of a 4,000th of {@code scale}; made for small changes. */
  void levels(double[] a, double scale);

  /** Amounts of either sign, a byte each: steps of 12 %, under two millionths of scale is 0. */
  void signed(double[] a, double scale);
}
