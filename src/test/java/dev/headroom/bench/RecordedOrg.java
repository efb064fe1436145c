package dev.headroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.FakeHttp.Request;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The answers of an org to the requests of one look, recorded without tokens and secrets, so that
 * the look can be repeated where there is no such org.
 */
final class RecordedOrg {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "/services/oauth2/token";

  private final Map<String, JsonNode> answers = new TreeMap<>();

  /** Repeats what {@code file} holds. */
  static OutboundHttp repeating(Path file) throws IOException {
    RecordedOrg org = new RecordedOrg();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JSON.readTree(in).properties().forEach(e -> org.answers.put(e.getKey(), e.getValue()));
    }
    return new FakeHttp(org::repeated);
  }

  /** Makes real calls and notes their answers. */
  OutboundHttp recording() {
    return new FakeHttp(this::recorded);
  }

  /** Writes what was noted. */
  void write(Path file) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    answers.forEach(all::set);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      JSON.writeValue(out, all);
    }
  }

  /** A request without the place and without what is secret in it. */
  private static String key(Request request) {
    String path = request.uri().getRawPath();
    String query = request.uri().getRawQuery();
    String body =
        path.endsWith(TOKEN)
            ? ""
            : request.body().text().replaceFirst("<sessionId>[^<]*</sessionId>", "");
    return request.method() + " " + path + (query == null ? "" : "?" + query) + " " + body;
  }

  private HttpOutcome repeated(Request request) {
    JsonNode answer = answers.get(key(request));
    if (answer == null) {
      throw new AssertionError(
          "the set has no answer to this request; record it anew as src/bench/README.md says: "
              + key(request));
    }
    return reply(answer);
  }

  private static HttpOutcome reply(JsonNode answer) {
    return new HttpOutcome.Reply(
        answer.path("status").asInt(), Map.of(), HttpBody.of(answer.path("body").asText()));
  }

  private HttpOutcome recorded(Request request) {
    try {
      HttpURLConnection to = (HttpURLConnection) request.uri().toURL().openConnection();
      to.setRequestMethod(request.method());
      request.headers().forEach(to::setRequestProperty);
      if (request.body().size() > 0) {
        to.setDoOutput(true);
        try (OutputStream out = to.getOutputStream()) {
          out.write(request.body().bytes());
        }
      }
      int status = to.getResponseCode();
      try (InputStream in = status >= 400 ? to.getErrorStream() : to.getInputStream()) {
        String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        answers.put(key(request), answer(status, request, body));
        return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode answer(int status, Request request, String body) throws IOException {
    String kept = body;
    if (request.uri().getPath().endsWith(TOKEN)) {
      ObjectNode grant = JSON.createObjectNode();
      grant.put("access_token", "recorded");
      grant.put("instance_url", "http://localhost:1");
      grant.put("id", JSON.readTree(body).path("id").asText());
      kept = grant.toString();
    }
    return JSON.createObjectNode().put("status", status).put("body", kept);
  }
}
