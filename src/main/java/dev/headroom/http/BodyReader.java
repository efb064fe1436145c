package dev.headroom.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body while it arrives: unpacks it, and stops at the cap. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private BodyReader() {}

  /** The unpacked body is larger than the caller wants. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The body is packed in a way that was not asked for. */
  static final class UnknownEncodingException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static HttpBody read(Call call, RestResponse<InputStream> head, Deadline deadline)
      throws IOException {
    InputStream raw = call.bodyStream();
    if (raw == null) {
      return HttpBody.EMPTY;
    }
    PushbackInputStream first = new PushbackInputStream(raw);
    int firstByte = first.read();
    if (firstByte == -1) {
      return HttpBody.EMPTY;
    }
    first.unread(firstByte);
    InputStream in = unpacked(first, head.getHeaderString("Content-Encoding"));
    int cap = call.request().maxBodyBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n != -1; n = in.read(chunk)) {
      if (n > cap - out.size()) {
        throw new TooLargeException();
      }
      out.write(chunk, 0, n);
      if (deadline.hasPassed()) {
        throw new IOException("the deadline has passed");
      }
    }
    return HttpBody.owning(out.toByteArray());
  }

  /** What was wrong with the body, in words that hold nothing of it. */
  static String problemOf(IOException e) {
    return switch (e) {
      case ZipException z -> "the answer's body is not valid gzip";
      case EOFException z -> "the answer's packed body was cut off";
      case UnknownEncodingException u -> "the answer's body has an encoding other than gzip";
      default -> "the connection ended before the answer was complete";
    };
  }

  private static InputStream unpacked(InputStream raw, @Nullable String encoding)
      throws IOException {
    if (encoding == null) {
      return raw;
    }
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, CHUNK);
      default -> throw new UnknownEncodingException();
    };
  }
}
