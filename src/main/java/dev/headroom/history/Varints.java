package dev.headroom.history;

import java.io.ByteArrayOutputStream;

/**
 * Variable-length numbers of seven bits per byte, lowest first, as packed forms have them; signed
 * ones are folded so that small negative numbers are short too (zigzag, as in Protocol Buffers).
 */
final class Varints {
  private static final int LONGEST = 9;

  private Varints() {}

  /** Appends {@code value}, 0 to 2^63 - 1. */
  static void write(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left >= 0x80) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** Appends {@code value}, -2^62 to 2^62 - 1. */
  static void writeSigned(ByteArrayOutputStream out, long value) {
    write(out, (value << 1) ^ (value >> 63));
  }

  /** Reads one number after another. */
  static final class Reader {
    private final byte[] bytes;
    private final String what;
    private int at;

    /**
     * Reads {@code bytes}.
     *
     * @param from where the first number is
     * @param what the bytes are, for errors: {@code a packed sample}
     */
    Reader(byte[] bytes, int from, String what) {
      this.bytes = bytes;
      this.at = from;
      this.what = what;
    }

    boolean isAtEnd() {
      return at == bytes.length;
    }

    /** Returns the position of the next number. */
    int at() {
      return at;
    }

    /**
     * Returns the next number, 0 to 2^63 - 1.
     *
     * @throws CorruptSampleException if the bytes end before it does
     */
    long next() {
      long value = 0;
      for (int i = 0; i < LONGEST; i++) {
        if (at == bytes.length) {
          throw new CorruptSampleException(what + " is cut off after " + at + " bytes");
        }
        byte b = bytes[at++];
        value |= (long) (b & 0x7f) << (7 * i);
        if (b >= 0) {
          return value;
        }
      }
      throw new CorruptSampleException(what + " has an endless number at byte " + at);
    }

    /** Returns the next number that was written as a signed one. */
    long nextSigned() {
      long value = next();
      return (value >>> 1) ^ -(value & 1);
    }
  }
}
