package dev.headroom.local.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where the fleet's targets point to: on loopback, willing or not. {@code GET /?7} answers with all
 * that came in, as soon as that is more than 7. Close it.
 */
final class Receiver implements AutoCloseable {
  private static final Duration MAX_AWAITED = Duration.ofSeconds(20);

  /** A target of the fleet. */
  enum Name {
    HOOKS,
    PAGER,
    CHAT,
    /** Has gone for good, whatever the others do. */
    GONE;

    String path() {
      return "/" + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A request that came in.
   *
   * @param id the header {@code webhook-id}; empty where the target has no such thing
   */
  record Message(Name target, String id, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ObjectMapper json = new ObjectMapper();
  private final List<Message> messages = new ArrayList<>();
  private volatile boolean willing = true;

  /** One that takes everything, on a free port. */
  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::tell);
    for (Name name : Name.values()) {
      server.createContext(name.path(), exchange -> take(name, exchange));
    }
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Whether messages are taken from now on. */
  void setWilling(boolean willing) {
    this.willing = willing;
  }

  /** How many requests there were. */
  synchronized int count() {
    return messages.size();
  }

  private void take(Name name, HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      synchronized (this) {
        messages.add(new Message(name, id == null ? "" : id, body));
        notifyAll();
      }
      boolean taken = willing && name != Name.GONE;
      answer(
          exchange,
          taken ? accepted(name) : refused(name),
          (taken || name != Name.CHAT ? "ok" : "no_service").getBytes(UTF_8));
    }
  }

  private static int accepted(Name name) {
    return name == Name.PAGER ? 202 : 200;
  }

  /** Two will be better soon; one wants other settings; one wants nothing more. */
  private static int refused(Name name) {
    return switch (name) {
      case HOOKS, PAGER -> 503;
      case CHAT -> 404;
      case GONE -> 410;
    };
  }

  private void tell(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(
          exchange,
          200,
          json.writeValueAsBytes(moreThan(Integer.parseInt(exchange.getRequestURI().getQuery()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Message> moreThan(int known) throws InterruptedException {
    long end = System.nanoTime() + MAX_AWAITED.toNanos();
    while (messages.size() <= known && System.nanoTime() < end) {
      wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    return List.copyOf(messages);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
