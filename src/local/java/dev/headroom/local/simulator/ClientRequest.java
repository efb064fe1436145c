package dev.headroom.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import dev.headroom.local.guard.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A client's request, as far as the simulator looks at it. */
final class ClientRequest {

  private static final Pattern MANY_SLASHES = Pattern.compile("/{2,}");
  private static final int BODY_CAP_BYTES = 1 << 20;
  private static final int HEAD_CAP_BYTES = 16_384;

  private final HttpExchange exchange;

  ClientRequest(HttpExchange exchange) {
    this.exchange = exchange;
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** Returns its headers, for a guard. */
  Asked asked() {
    return new Asked(
        method(),
        all("Host"),
        all("Origin"),
        all("Content-Type"),
        all("Authorization"),
        header("Upgrade").isPresent(),
        new Asked.Asking(
            header("Sec-Fetch-Site"), header("Sec-Fetch-Mode"), header("Sec-Fetch-Dest")));
  }

  private List<String> all(String name) {
    return exchange.getRequestHeaders().getOrDefault(name, List.of());
  }

  /**
   * Returns the path without its trailing slash. Consecutive slashes count as one, as at
   * Salesforce: Salesforce's command line requests {@code //services/data/...}, which {@link URI}
   * does not read as a path.
   */
  String path() {
    URI uri = exchange.getRequestURI();
    if (uri.getScheme() == null) {
      uri = URI.create(MANY_SLASHES.matcher(uri.toString()).replaceFirst("/"));
    }
    String path = MANY_SLASHES.matcher(uri.getPath()).replaceAll("/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** Returns the token of the Authorization header. */
  Optional<String> token() {
    return header("Authorization")
        .filter(h -> h.startsWith("Bearer ") || h.startsWith("OAuth "))
        .map(h -> h.substring(h.indexOf(' ') + 1).trim());
  }

  /** Returns the id and secret of a Basic header, joined by a colon. */
  Optional<String> basic() {
    return header("Authorization")
        .filter(h -> h.startsWith("Basic "))
        .flatMap(
            h -> {
              try {
                byte[] plain = Base64.getDecoder().decode(h.substring(6).trim());
                return Optional.of(new String(plain, StandardCharsets.UTF_8));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }

  boolean acceptsGzip() {
    return header("Accept-Encoding").orElse("").toLowerCase(Locale.ROOT).contains("gzip");
  }

  boolean hasLongUri() {
    return exchange.getRequestURI().toString().length() > HEAD_CAP_BYTES;
  }

  boolean hasLongHead() {
    long bytes = exchange.getRequestURI().toString().length();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      for (String value : header.getValue()) {
        bytes += header.getKey().length() + value.length() + 4;
      }
    }
    return bytes > HEAD_CAP_BYTES;
  }

  Map<String, String> query() {
    URI uri = exchange.getRequestURI();
    return pairs(uri.getRawQuery() == null ? "" : uri.getRawQuery());
  }

  /**
   * Returns the parameters of the query and of the body, which is read as a form whatever its type.
   */
  Map<String, String> form() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(query());
    all.putAll(pairs(new String(body(), StandardCharsets.UTF_8)));
    return all;
  }

  /** Returns the body, unpacked, at most 1 MB of it. */
  byte[] body() throws IOException {
    InputStream raw = exchange.getRequestBody();
    boolean packed = header("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    try (InputStream body = packed ? new GZIPInputStream(raw) : raw) {
      return body.readNBytes(BODY_CAP_BYTES);
    }
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : encoded.trim().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
