package dev.headroom.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a request or an answer. Its text form tells the size only. */
public final class HttpBody {
  /** No bytes at all. */
  public static final HttpBody EMPTY = new HttpBody(new byte[0]);

  private final byte[] bytes;

  private HttpBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A body of a copy of {@code bytes}. */
  public static HttpBody of(byte[] bytes) {
    return new HttpBody(bytes.clone());
  }

  /** A body of {@code text} in UTF-8. */
  public static HttpBody of(String text) {
    return new HttpBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of {@code bytes} that nobody else will change: not copied. */
  static HttpBody owning(byte[] bytes) {
    return new HttpBody(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for the wire. */
  byte[] raw() {
    return bytes;
  }

  /** The bytes as a stream, not copied. */
  public InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  /** The bytes read as UTF-8; what is not UTF-8 becomes a replacement character. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
