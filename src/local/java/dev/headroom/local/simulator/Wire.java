package dev.headroom.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Sends replies, good ones and bad ones. */
final class Wire {

  private static final int MEGABYTE = 1 << 20;
  private static final long STALL_MILLIS = 10 * 60_000;

  private final CountDownLatch closing;

  /**
   * Waits caused by a fault end with {@code closing}.
   *
   * @param closing counted down when the simulator closes
   */
  Wire(CountDownLatch closing) {
    this.closing = closing;
  }

  void send(HttpExchange exchange, ClientRequest request, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    Reply.Stream stream = reply.stream();
    if (stream != null) {
      exchange.sendResponseHeaders(reply.status(), 0);
      stream.writeTo(exchange.getResponseBody());
      return;
    }
    byte[] body = reply.body();
    if (body.length > 0 && request.acceptsGzip()) {
      body = zip(body);
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Sends nothing for {@code millis} (0: ten minutes), or until the simulator closes. */
  void stall(long millis) {
    try {
      closing.await(millis == 0 ? STALL_MILLIS : millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends half of the announced length; closing the exchange then cuts the connection. */
  void sendHalf(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    OutputStream out = exchange.getResponseBody();
    out.write(reply.body(), 0, reply.body().length / 2);
    out.flush();
  }

  /** Sends that many megabytes of JSON that could be limits. */
  void sendHuge(HttpExchange exchange, int megabytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      writeLimits(out, megabytes);
    }
  }

  /** Sends a gzip body that unpacks to that many megabytes. */
  void sendBomb(HttpExchange exchange, int megabytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] spaces = new byte[MEGABYTE];
    Arrays.fill(spaces, (byte) ' ');
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 65_536)) {
      for (int i = 0; i < megabytes; i++) {
        gzip.write(spaces);
      }
      gzip.write("{}".getBytes(StandardCharsets.US_ASCII));
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, packed.size());
    packed.writeTo(exchange.getResponseBody());
  }

  private static void writeLimits(OutputStream out, int megabytes) throws IOException {
    long left = (long) megabytes * MEGABYTE;
    StringBuilder chunk = new StringBuilder("{");
    long number = 0;
    while (left > 0) {
      while (chunk.length() < 65_536) {
        chunk.append("\"Padding").append(number++).append("\":{\"Max\":1,\"Remaining\":1},");
      }
      byte[] bytes = chunk.toString().getBytes(StandardCharsets.US_ASCII);
      out.write(bytes);
      left -= bytes.length;
      chunk.setLength(0);
    }
    out.write("\"Last\":{\"Max\":1,\"Remaining\":1}}".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] zip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
