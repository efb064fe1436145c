package dev.headroom.local.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Every target and exporter, below the path of its secret address. Half of them answer the first
 * request as their vendor does; whatever they refuse, they refuse with all that they were sent.
 */
final class EchoingReceivers implements AutoCloseable {
  private static final Map<String, String> ACCEPTED =
      Map.ofEntries(
          Map.entry("webhook", "200 {}"),
          Map.entry("pagerduty", "202 {\"status\":\"success\"}"),
          Map.entry("slack", "200 ok"),
          Map.entry("teams", "202 {}"),
          Map.entry("jsm", "202 {\"result\":\"r\",\"requestId\":\"i\"}"),
          Map.entry("opsgenie", "202 {\"result\":\"r\",\"requestId\":\"i\"}"),
          Map.entry("servicenow-event", "201 {\"result\":{\"sys_id\":\"1\"}}"),
          Map.entry("servicenow-incident", "201 {\"result\":{\"sys_id\":\"1\"}}"),
          Map.entry("splunk-hec", "200 {\"code\":0}"),
          Map.entry("datadog", "202 {}"),
          Map.entry("incident-io", "202 {}"),
          Map.entry("slack-bot", "200 {\"ok\":true,\"ts\":\"1\",\"channel\":\"C1\"}"),
          Map.entry("sns", "200 <MessageId>1</MessageId>"),
          Map.entry(
              "eventbridge", "200 {\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}"),
          Map.entry("splunk-metrics", "200 {\"code\":0}"),
          Map.entry("datadog-metrics", "202 {}"),
          Map.entry("newrelic", "202 {}"),
          Map.entry("otlp", "200 {}"),
          Map.entry("cloudwatch", "200 {}"));

  /** A request: to whom it was sent, and what is in it. */
  record Received(String owner, String head, String body) {}

  private final Map<String, String> ownerOfPath = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  EchoingReceivers() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of {@code owner}, which nobody else knows. */
  String address(String owner, String secretPath) {
    ownerOfPath.put(secretPath, owner);
    return "http://localhost:" + server.getAddress().getPort() + "/" + secretPath;
  }

  List<Received> received() {
    return received;
  }

  /** Those who were sent something. */
  Set<String> owners() {
    return Set.copyOf(received.stream().map(Received::owner).toList());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String owner = ownerOfPath.getOrDefault(path.substring(1).split("[/?]", -1)[0], "nobody");
      byte[] body = exchange.getRequestBody().readAllBytes();
      String text =
          "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
              ? unpacked(body)
              : new String(body, UTF_8);
      String head = path + " " + exchange.getRequestHeaders().entrySet();
      received.add(new Received(owner, head, text));
      int count = counts.computeIfAbsent(owner, o -> new AtomicInteger()).getAndIncrement();
      boolean isPatient = Math.floorMod(owner.hashCode(), 2) == 0;
      if (isPatient ? count == 0 : count > 0) {
        String accepted = ACCEPTED.getOrDefault(owner, "200 {}");
        answer(exchange, Integer.parseInt(accepted.substring(0, 3)), accepted.substring(4));
      } else {
        String said = EchoingOrgs.quoted(head + text.substring(0, Math.min(2_000, text.length())));
        answer(
            exchange,
            count % 2 == 0 ? 503 : 401,
            "{\"message\":" + said + ",\"error\":" + said + "}");
      }
    }
  }

  private static String unpacked(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
