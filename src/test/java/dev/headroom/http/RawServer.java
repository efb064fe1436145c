package dev.headroom.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A server on loopback whose answers are written byte by byte, as rudely as a test needs. */
public final class RawServer implements AutoCloseable {
  /** Answers one request; the connection is closed afterwards. */
  public interface Answer {
    /** Writes whatever the test wants to {@code out}. */
    void write(Request request, OutputStream out) throws Exception;
  }

  /**
   * A request as it came.
   *
   * @param head request line and headers
   */
  public record Request(String head, String body) {
    /** The request line. */
    public String line() {
      return head.substring(0, head.indexOf("\r\n"));
    }

    /** The path with its query. */
    public String path() {
      return line().split(" ", -1)[1];
    }

    /** A header's value, or the empty string. */
    public String header(String name) {
      return head.lines()
          .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(l -> l.substring(name.length() + 1).trim())
          .findFirst()
          .orElse("");
    }
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger hungUp = new AtomicInteger();

  public RawServer(Answer answer) {
    try {
      socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    threads.execute(() -> accept(answer));
  }

  /** Head and body of a whole answer. */
  public static byte[] answer(int status, String headers, byte[] body) {
    byte[] head =
        ("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /** A whole JSON answer. */
  public static byte[] json(int status, String body) {
    return answer(status, "Content-Type: application/json\r\n", bytes(body));
  }

  /** A text's bytes. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Packed. */
  public static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  /** Keeps the connection open and silent until the other side goes, or the server is closed. */
  public static void hang() throws InterruptedException {
    new java.util.concurrent.CountDownLatch(1).await();
  }

  /** Where it listens, plus {@code path}. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** What was asked, in order of arrival. */
  public List<Request> requests() {
    return requests;
  }

  /** How many answers could not be written to the end because the client had gone. */
  public int hungUp() {
    return hungUp.get();
  }

  private void accept(Answer answer) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection, Answer answer) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      answer.write(request, connection.getOutputStream());
    } catch (IOException e) {
      hungUp.incrementAndGet();
    } catch (Exception e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.append((char) b);
    }
    Request request = new Request(head.toString(), "");
    String length = request.header("Content-Length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return new Request(head.toString(), new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
