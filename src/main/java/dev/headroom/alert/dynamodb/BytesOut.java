package dev.headroom.alert.dynamodb;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Writes numbers in as few bytes as they need: seven bits per byte, the lowest first. */
final class BytesOut {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a whole number, 0 or more. */
  BytesOut number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(value + " is below 0");
    }
    return bits(value);
  }

  /** Writes a time as seconds from {@code base}; fractions are cut off. */
  BytesOut seconds(Instant time, Instant base) {
    long value = time.getEpochSecond() - base.getEpochSecond();
    // Folded, so that small negative numbers are short too.
    return bits((value << 1) ^ (value >> 63));
  }

  /** Writes a real number to about seven digits. */
  BytesOut real(double value) {
    int bits = Float.floatToIntBits((float) value);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** Returns what was written. */
  byte[] bytes() {
    return out.toByteArray();
  }

  private BytesOut bits(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
    return this;
  }
}
