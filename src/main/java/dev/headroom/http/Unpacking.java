package dev.headroom.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** An answer's body, decompressed as it is read, which ends at the cap. */
final class Unpacking extends FilterInputStream {
  private static final int CHUNK = 16 * 1024;

  private int left;

  private Unpacking(InputStream unpacked, int cap) {
    super(unpacked);
    this.left = cap;
  }

  /** The decompressed body is larger than the caller wants. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The body did not arrive completely, or cannot be decompressed. */
  static final class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String problem;

    BrokenBodyException(String problem) {
      this.problem = problem;
    }

    /** Returns what was wrong with it, in words that quote nothing of it. */
    String problem() {
      return problem;
    }
  }

  /**
   * Returns the decompressed form of {@code body}.
   *
   * @param encoding the answer's {@code Content-Encoding}; null if it has none
   */
  static InputStream of(InputStream body, @Nullable String encoding, int cap) throws IOException {
    try {
      PushbackInputStream first = new PushbackInputStream(body);
      int firstByte = first.read();
      if (firstByte == -1) {
        return InputStream.nullInputStream();
      }
      first.unread(firstByte);
      return new Unpacking(unpacked(first, encoding), cap);
    } catch (IOException e) {
      throw told(e);
    }
  }

  private static InputStream unpacked(InputStream raw, @Nullable String encoding)
      throws IOException {
    if (encoding == null) {
      return raw;
    }
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, CHUNK);
      default -> throw new BrokenBodyException("the answer's body has an encoding other than gzip");
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n;
    try {
      n = super.read(bytes, from, length);
    } catch (IOException e) {
      throw told(e);
    }
    if (n > left) {
      throw new TooLargeException();
    }
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return n <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(n, CHUNK)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private static IOException told(IOException e) {
    return switch (e) {
      case TooLargeException t -> t;
      case BrokenBodyException b -> b;
      case ZipException z -> new BrokenBodyException("the answer's body is not valid gzip");
      case EOFException z -> new BrokenBodyException("the answer's packed body was cut off");
      default -> new BrokenBodyException("the connection ended before the answer was complete");
    };
  }
}
