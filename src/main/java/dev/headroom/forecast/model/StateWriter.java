package dev.headroom.forecast.model;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Writes states: quantised, then deflated. */
final class StateWriter implements StateCodec {
  /** Steps of a level per maximum. */
  static final int LEVELS = 4_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  /** Returns what was written. */
  byte[] bytes() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(out.toByteArray());
      deflater.finish();
      byte[] buffer = new byte[out.size() + 64];
      int n = deflater.deflate(buffer);
      return java.util.Arrays.copyOf(buffer, n);
    } finally {
      deflater.end();
    }
  }

  @Override
  public boolean reads() {
    return false;
  }

  @Override
  public boolean flag(boolean x) {
    out.write(x ? 1 : 0);
    return x;
  }

  @Override
  public long count(long x) {
    long rest = x;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return x;
  }

  @Override
  public double number(double x) {
    int bits = Float.floatToIntBits((float) x);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(bits >>> shift);
    }
    return x;
  }

  @Override
  public double exact(double x) {
    long bits = Double.doubleToLongBits(x);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
    return x;
  }

  @Override
  public void amounts(double[] a, double scale) {
    double owed = 0;
    for (double x : a) {
      int code = ByteScale.code(x > 0 ? Math.max(0, x + owed) : 0, scale);
      owed = x > 0 ? x + owed - ByteScale.amount(code, scale) : owed;
      out.write(code);
    }
  }

  @Override
  public void signed(double[] a, double scale) {
    for (double x : a) {
      out.write(ByteScale.signedCode(x, scale));
    }
  }

  @Override
  public void levels(double[] a, double scale) {
    long before = 0;
    for (double x : a) {
      long now = Math.round(x / scale * LEVELS);
      long d = now - before;
      count(d < 0 ? -2 * d - 1 : 2 * d);
      before = now;
    }
  }
}
