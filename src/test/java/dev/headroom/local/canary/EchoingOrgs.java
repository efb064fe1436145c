package dev.headroom.local.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulator behind a proxy that keeps what it grants and what it is sent, and says it back: one
 * org refuses its login with all that was sent, others their limits with the session.
 */
final class EchoingOrgs implements AutoCloseable {
  /** Refuses its login. */
  static final String REFUSES_LOGINS = "globex-lab";

  /** Refuses its limits. */
  static final String REFUSES_LIMITS = "acme-uat";

  /** Answers with limits that are none. */
  static final String MALFORMED = "initech-emea";

  private static final Pattern GRANTED =
      Pattern.compile("\"(access_token|signature)\":\"([^\"]+)\"");
  private static final Pattern CLIENT = Pattern.compile("3MVG9\\.demo\\.([a-z-]+)");
  private static final Pattern USERNAME =
      Pattern.compile("\"(?:Username|Email)\":\"([^\"@]+@[^\"]+)\"");
  private static final Set<String> NOT_FORWARDED =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "accept-encoding");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> orgOf = new ConcurrentHashMap<>();
  private final Set<String> users = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Canaries canaries;
  private final String simulator;
  private final HttpServer server;

  EchoingOrgs(Canaries canaries, String simulator) throws IOException {
    this.canaries = canaries;
    this.simulator = simulator;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Requests as they came, without credentials of their own. */
  List<String> requests() {
    return requests;
  }

  /** The orgs that granted a session. */
  Set<String> orgs() {
    return Set.copyOf(orgOf.values());
  }

  /** Users that the orgs named. */
  Set<String> users() {
    return users;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String authorization =
          exchange.getRequestHeaders().getOrDefault("Authorization", List.of("")).getFirst();
      String path = exchange.getRequestURI().toString();
      String org =
          path.startsWith("/services/oauth2/token")
              ? client(body)
              : orgOf.getOrDefault(session(authorization, body), "");
      String sent = exchange.getRequestHeaders().entrySet() + body;
      if (path.startsWith("/services/oauth2/token")) {
        sent += " " + URLDecoder.decode(body, UTF_8);
        keepAssertion(org, body);
        if (org.equals(REFUSES_LOGINS)) {
          answer(
              exchange,
              400,
              "{\"error\":\"invalid_grant\",\"error_description\":" + quoted(sent) + "}");
          return;
        }
      } else {
        requests.add(
            path
                + exchange.getRequestHeaders().entrySet().toString().replace(authorization, "")
                + body.replace(session(authorization, body), ""));
        if (path.endsWith("/limits") && org.equals(REFUSES_LIMITS)) {
          answer(
              exchange,
              403,
              "[{\"errorCode\":\"API_DISABLED_FOR_ORG\",\"message\":" + quoted(sent) + "}]");
          return;
        }
        if (path.endsWith("/limits") && org.equals(MALFORMED)) {
          answer(exchange, 200, "{\"DailyApiRequests\": {\"Max\": " + quoted(sent));
          return;
        }
      }
      forward(exchange, org, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A JWT is a secret too, while it is valid. */
  private void keepAssertion(String org, String body) {
    for (String pair : body.split("&", -1)) {
      if (pair.startsWith("assertion=")) {
        String jwt = URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8);
        canaries.add("assertion of " + org, jwt.substring(jwt.lastIndexOf('.') + 1));
      }
    }
  }

  private static String client(String form) {
    Matcher id = CLIENT.matcher(URLDecoder.decode(form, UTF_8));
    if (id.find()) {
      return id.group(1);
    }
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith("assertion=")) {
        String claims = pair.substring(pair.indexOf('=') + 1).split("\\.", -1)[1];
        Matcher issuer = CLIENT.matcher(new String(Base64.getUrlDecoder().decode(claims), UTF_8));
        return issuer.find() ? issuer.group(1) : "";
      }
    }
    return "";
  }

  /** The token of a call; the Metadata API has it in its body. */
  private String session(String authorization, String body) {
    if (authorization.startsWith("Bearer ")) {
      return authorization.substring("Bearer ".length());
    }
    return orgOf.keySet().stream().filter(body::contains).findFirst().orElse("no session");
  }

  private void forward(HttpExchange exchange, String org, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> answered =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    String text = new String(answered.body(), UTF_8);
    Matcher granted = GRANTED.matcher(text);
    while (granted.find()) {
      canaries.add(granted.group(1) + " of " + org, granted.group(2));
      orgOf.put(granted.group(2), org);
    }
    USERNAME.matcher(text).results().forEach(user -> users.add(user.group(1)));
    answered
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.startsWith("sforce") || name.equals("content-type")) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    write(
        exchange,
        answered.statusCode(),
        text.replace(simulator, "http://localhost:" + port()).getBytes(UTF_8));
  }

  /** The text as a JSON string. */
  static String quoted(String text) throws IOException {
    return JSON.writeValueAsString(text);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    write(exchange, status, json.getBytes(UTF_8));
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
