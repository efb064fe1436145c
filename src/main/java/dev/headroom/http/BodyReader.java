package dev.headroom.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body while it arrives: unpacks it, and stops at the cap. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private BodyReader() {}

  /** The unpacked body is larger than the caller wants. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** The body did not arrive whole, or cannot be unpacked. */
  static final class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String problem;

    BrokenBodyException(String problem) {
      this.problem = problem;
    }

    /** What was wrong with it, in words that hold nothing of it. */
    String problem() {
      return problem;
    }
  }

  /** The unpacked body; empty when the answer has none. */
  static HttpBody read(ClassicHttpResponse answer, int cap) throws IOException {
    HttpEntity entity = answer.getEntity();
    if (entity == null) {
      return HttpBody.EMPTY;
    }
    try {
      PushbackInputStream first = new PushbackInputStream(entity.getContent());
      int firstByte = first.read();
      if (firstByte == -1) {
        return HttpBody.EMPTY;
      }
      first.unread(firstByte);
      return HttpBody.owning(capped(unpacked(first, entity.getContentEncoding()), cap));
    } catch (TooLargeException | BrokenBodyException e) {
      throw e;
    } catch (ZipException e) {
      throw new BrokenBodyException("the answer's body is not valid gzip");
    } catch (EOFException e) {
      throw new BrokenBodyException("the answer's packed body was cut off");
    } catch (IOException e) {
      throw new BrokenBodyException("the connection ended before the answer was complete");
    }
  }

  private static byte[] capped(InputStream in, int cap) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int n = in.read(chunk); n != -1; n = in.read(chunk)) {
      if (n > cap - out.size()) {
        throw new TooLargeException();
      }
      out.write(chunk, 0, n);
    }
    return out.toByteArray();
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
}
