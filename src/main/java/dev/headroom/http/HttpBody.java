package dev.headroom.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a request or an answer. Its text form shows only the size. */
public final class HttpBody {
  /** No bytes at all. */
  public static final HttpBody EMPTY = new HttpBody(new byte[0]);

  private final byte[] bytes;

  private HttpBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a body with a copy of {@code bytes}. */
  public static HttpBody of(byte[] bytes) {
    return new HttpBody(bytes.clone());
  }

  /** Returns a body with {@code text} in UTF-8. */
  public static HttpBody of(String text) {
    return new HttpBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a body with {@code bytes}, not copied: nobody else may change them. */
  static HttpBody owning(byte[] bytes) {
    return new HttpBody(bytes);
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes themselves, for the wire. */
  byte[] raw() {
    return bytes;
  }

  /** Returns the bytes as a stream, not copied. */
  public InputStream stream() {
    return new ByteArrayInputStream(bytes);
  }

  /** Returns the bytes decoded as UTF-8; invalid bytes become replacement characters. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
