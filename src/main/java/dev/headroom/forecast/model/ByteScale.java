package dev.headroom.forecast.model;

/** Codes amounts as one byte: a logarithmic scale from two millionths to four times a maximum. */
final class ByteScale {
  private static final double LOWEST = 2e-6;
  private static final double HIGHEST = 4;
  private static final double STEP = Math.log(HIGHEST / LOWEST) / 254;
  private static final double WIDE_STEP = Math.log(HIGHEST / LOWEST) / 126;

  /** What a code stands for, relative to the lowest amount: restoring a state reads thousands. */
  private static final double[] AMOUNTS = powers(STEP, 256);

  private static final double[] WIDE_AMOUNTS = powers(WIDE_STEP, 128);

  private ByteScale() {}

  private static double[] powers(double step, int codes) {
    double[] powers = new double[codes];
    for (int code = 1; code < codes; code++) {
      powers[code] = Math.exp((code - 1) * step);
    }
    return powers;
  }

  static int code(double amount, double scale) {
    return code(amount, scale, STEP, 255);
  }

  static double amount(int code, double scale) {
    return code == 0 ? 0 : scale * LOWEST * AMOUNTS[code];
  }

  static int signedCode(double amount, double scale) {
    return code(Math.abs(amount), scale, WIDE_STEP, 127) | (amount < 0 ? 0x80 : 0);
  }

  static double signedAmount(int code, double scale) {
    double size = (code & 0x7f) == 0 ? 0 : scale * LOWEST * WIDE_AMOUNTS[code & 0x7f];
    return (code & 0x80) == 0 ? size : -size;
  }

  private static int code(double amount, double scale, double step, int most) {
    double share = amount / scale;
    if (!(share >= LOWEST)) {
      return 0;
    }
    return (int) Math.min(most, 1 + Math.rint(Math.log(share / LOWEST) / step));
  }
}
