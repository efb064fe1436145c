package dev.headroom.alert.dynamodb;

import java.time.Instant;

/**
 * Reads what {@link BytesOut} wrote, in the same order. Every method throws {@link
 * IllegalStateException} if the bytes are cut off.
 */
final class BytesIn {
  private static final int MAX_BITS = 63;

  private final byte[] bytes;
  private int at;

  BytesIn(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Reads a whole number. */
  long number() {
    long value = 0;
    for (int shift = 0; shift <= MAX_BITS; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalStateException("a stored number does not end");
  }

  /** Reads a time that was written as seconds from {@code base}. */
  Instant seconds(Instant base) {
    long folded = number();
    return base.plusSeconds((folded >>> 1) ^ -(folded & 1));
  }

  /** Reads a real number. */
  double real() {
    int bits = 0;
    for (int i = 0; i < Float.BYTES; i++) {
      bits = (bits << 8) | (next() & 0xff);
    }
    return Float.intBitsToFloat(bits);
  }

  private byte next() {
    if (at == bytes.length) {
      throw new IllegalStateException("stored bytes are cut off after " + at);
    }
    return bytes[at++];
  }
}
