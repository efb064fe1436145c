package dev.headroom.export.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headroom.org.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A growing buffer of JSON in UTF-8. Pieces that repeat are encoded once: millions of points differ
 * only in their numbers.
 */
public final class JsonBuffer {
  private static final int MAX_INT_DIGITS = 10;

  private byte[] bytes = new byte[1 << 9];
  private int size;

  /** Returns {@code text} as a JSON string, with its quotes; control characters become blanks. */
  public static byte[] quoted(String text) {
    return ("\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(PlainText.of(text)))
            + "\"")
        .getBytes(UTF_8);
  }

  /** Returns what is JSON already as bytes. */
  public static byte[] json(String json) {
    return json.getBytes(UTF_8);
  }

  /** Appends what is JSON already. */
  public JsonBuffer add(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** Appends another buffer. */
  public JsonBuffer add(JsonBuffer other) {
    return add(other, 0, other.size);
  }

  /** Appends the bytes of another buffer from one position to another. */
  public JsonBuffer add(JsonBuffer other, int from, int to) {
    room(to - from);
    System.arraycopy(other.bytes, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** Appends a whole number. */
  public JsonBuffer add(long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      return add(Long.toString(number).getBytes(ISO_8859_1));
    }
    // Nearly all numbers are small, and dividing an int is several times faster.
    room(MAX_INT_DIGITS);
    int left = (int) number;
    int end = size + digits(left);
    size = end;
    do {
      int rest = left / 10;
      bytes[--end] = (byte) ('0' + left - 10 * rest);
      left = rest;
    } while (left > 0);
    return this;
  }

  /** Appends a finite number. */
  public JsonBuffer add(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(number + " is not a number of JSON");
    }
    return add(Double.toString(number).getBytes(ISO_8859_1));
  }

  private static int digits(int number) {
    int digits = 1;
    for (long power = 10; power <= number; power *= 10) {
      digits++;
    }
    return digits;
  }

  /** Returns how many bytes there are. */
  public int size() {
    return size;
  }

  /** Empties the buffer; its memory is kept. */
  public JsonBuffer clear() {
    size = 0;
    return this;
  }

  /** Takes back what was added since the buffer had this size. */
  public JsonBuffer cut(int size) {
    this.size = Math.min(this.size, size);
    return this;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the bytes from one position to another. */
  void write(OutputStream out, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** Returns {@code open}, a part of this buffer and {@code close}, compressed. */
  byte[] gzip(byte[] open, int from, int to, byte[] close) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, (to - from) / 16));
    try (Gzip gzip = new Gzip(out)) {
      gzip.write(open);
      write(gzip, from, to);
      gzip.write(close);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return out.toByteArray();
  }

  /** What repeats as much as this compresses well at the highest speed too. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
