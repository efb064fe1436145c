package dev.headroom.forecast;

/** Turns a probability into the value that is shown. */
public final class Chance {
  /** Nothing is called impossible, and nothing certain. */
  static final double LEAST = 0.01;

  static final double MOST = 0.99;

  private Chance() {}

  /** Returns {@code p} as it is shown: in hundredths, from 0.01 to 0.99; NaN stays NaN. */
  public static double shown(double p) {
    return Double.isNaN(p) ? p : Math.min(MOST, Math.max(LEAST, Math.round(100 * p) / 100.0));
  }
}
