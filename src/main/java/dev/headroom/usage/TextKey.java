package dev.headroom.usage;

import java.util.Arrays;

/**
 * Concatenated texts, to be looked up without creating strings. Reused for every row; not
 * thread-safe.
 */
public final class TextKey {
  private static final char END = '\u0000';

  private char[] chars = new char[512];
  private int length;

  /** Starts over. */
  public TextKey clear() {
    length = 0;
    return this;
  }

  /** Adds a part of {@code from}. */
  public TextKey add(char[] from, int offset, int count) {
    ensure(count);
    System.arraycopy(from, offset, chars, length, count);
    length += count;
    return this;
  }

  /** Adds a text. */
  public TextKey add(String text) {
    int count = text.length();
    ensure(count);
    text.getChars(0, count, chars, length);
    length += count;
    return this;
  }

  /** Adds one character. */
  public TextKey add(char c) {
    ensure(1);
    chars[length++] = c;
    return this;
  }

  /** Ends a text: what follows belongs to the next one. */
  public TextKey end() {
    return add(END);
  }

  int length() {
    return length;
  }

  long hash() {
    return hash(chars, 0, length);
  }

  /** Returns a hash of every fifth character: quick, for a first lookup. */
  int glance() {
    int h = length;
    for (int i = length - 1; i >= 0; i -= 5) {
      h = h * 31 + chars[i];
    }
    return h ^ (h >>> 15);
  }

  boolean same(char[] other) {
    return other.length == length && Arrays.equals(chars, 0, length, other, 0, length);
  }

  char[] copy() {
    return Arrays.copyOf(chars, length);
  }

  /** Returns the 64-bit hash of a text: the same on every machine. */
  public static long hash(char[] from, int offset, int count) {
    long h = 0x9E3779B97F4A7C15L ^ count;
    int i = offset;
    int end = offset + count;
    for (; i + 4 <= end; i += 4) {
      long four =
          from[i] | (long) from[i + 1] << 16 | (long) from[i + 2] << 32 | (long) from[i + 3] << 48;
      h = (h ^ four) * 0xBF58476D1CE4E5B9L;
      h ^= (h >>> 32);
    }
    for (; i < end; i++) {
      h = (h ^ from[i]) * 0x94D049BB133111EBL;
      h ^= (h >>> 29);
    }
    h *= 0xBF58476D1CE4E5B9L;
    return h ^ (h >>> 32);
  }

  private void ensure(int more) {
    if (length + more > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + more));
    }
  }
}
