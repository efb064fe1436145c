package dev.headroom.forecast.model;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads states back. */
final class StateReader implements StateCodec {
  /** Far more than any state needs. */
  private static final int LARGEST = 16_384;

  private final byte[] in;
  private int at;

  /** The bytes are not a valid state; only {@link LimitModel#restore} sees this. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  StateReader(byte[] deflated) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] buffer = new byte[LARGEST];
      int n = inflater.inflate(buffer);
      if (!inflater.finished()) {
        throw new Unreadable("cut off, or too long");
      }
      in = java.util.Arrays.copyOf(buffer, n);
    } catch (DataFormatException e) {
      throw new Unreadable("not deflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Checks that nothing is left over. */
  void end() {
    if (at != in.length) {
      throw new Unreadable((in.length - at) + " bytes left over");
    }
  }

  /** Checks that a number read is from 0 to {@code most}. */
  static int inRange(long x, int most) {
    if (x < 0 || x > most) {
      throw new Unreadable(x + " is over " + most);
    }
    return (int) x;
  }

  private int next() {
    if (at >= in.length) {
      throw new Unreadable("cut off at " + at);
    }
    return in[at++] & 0xff;
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public boolean flag(boolean x) {
    int b = next();
    if (b > 1) {
      throw new Unreadable("no flag: " + b);
    }
    return b == 1;
  }

  @Override
  public long count(long x) {
    long n = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = next();
      n |= (long) (b & 0x7f) << shift;
      if (b <= 0x7f) {
        return n;
      }
    }
    throw new Unreadable("no whole number");
  }

  @Override
  public double number(double x) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 8 | next();
    }
    return finite(Float.intBitsToFloat(bits));
  }

  @Override
  public double exact(double x) {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | next();
    }
    return finite(Double.longBitsToDouble(bits));
  }

  private static double finite(double x) {
    if (!Double.isFinite(x)) {
      throw new Unreadable("not a number");
    }
    return x;
  }

  @Override
  public void amounts(double[] a, double scale) {
    for (int i = 0; i < a.length; i++) {
      a[i] = ByteScale.amount(next(), scale);
    }
  }

  @Override
  public void signed(double[] a, double scale) {
    for (int i = 0; i < a.length; i++) {
      a[i] = ByteScale.signedAmount(next(), scale);
    }
  }

  @Override
  public void levels(double[] a, double scale) {
    long now = 0;
    for (int i = 0; i < a.length; i++) {
      long d = count(0);
      now += (d & 1) == 0 ? d / 2 : -(d + 1) / 2;
      a[i] = now * scale / StateWriter.LEVELS;
    }
  }
}
