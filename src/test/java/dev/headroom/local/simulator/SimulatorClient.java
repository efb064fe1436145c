package dev.headroom.local.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Talks to a simulator over real HTTP, as any client would. */
final class SimulatorClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;

  SimulatorClient(Simulator simulator) {
    this.base = "http://127.0.0.1:" + simulator.port();
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = to(path).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> getAs(String token, String path) {
    return get(path, "Authorization", "Bearer " + token);
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> postForm(String path, Map<String, String> form, String... headers) {
    HttpRequest.Builder request =
        to(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** A form of unknown length, as clients that stream their body send it. */
  HttpResponse<String> postChunked(String path, String contentType, Map<String, String> form) {
    byte[] body = encode(form).getBytes(UTF_8);
    return send(
        to(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build());
  }

  HttpResponse<String> logIn(OrgLogin.ClientCredentials login) {
    return postForm(
        "/services/oauth2/token",
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            login.clientId(),
            "client_secret",
            login.clientSecret()));
  }

  String token(SimulatedOrg org) {
    if (org.login() instanceof OrgLogin.ClientCredentials login) {
      return json(logIn(login)).path("access_token").asText();
    }
    throw new IllegalArgumentException(org.id() + " has no secret");
  }

  JsonNode limits(String token) {
    return json(getAs(token, "/services/data/v62.0/limits"));
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            e ->
                URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> getBytes(String token, String path)
      throws IOException, InterruptedException {
    return http.send(
        to(path)
            .header("Authorization", "Bearer " + token)
            .header("Accept-Encoding", "gzip")
            .GET()
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
