package dev.headroom.local.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply that is sent exactly as given. */
final class Reply {

  static final ObjectMapper JSON =
      JsonMapper.builder().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

  private static final String JSON_TYPE = "application/json;charset=UTF-8";

  /** An error of the REST API. */
  private record RestProblem(String message, String errorCode) {}

  /** An error of the token endpoint (RFC 6749, 5.2). */
  private record OAuthProblem(
      String error, @JsonProperty("error_description") String description) {}

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final @Nullable Stream stream;

  /** A body that is generated while being sent. */
  interface Stream {
    void writeTo(OutputStream out) throws IOException;
  }

  Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null);
  }

  private Reply(
      int status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      @Nullable Stream stream) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = Map.copyOf(headers);
    this.stream = stream;
  }

  /** Returns a reply whose body is generated while being sent, unpacked. */
  static Reply streamed(String contentType, Stream stream) {
    return new Reply(200, contentType, new byte[0], Map.of(), stream);
  }

  /** Returns what generates the body; null if the body exists already. */
  @Nullable Stream stream() {
    return stream;
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /**
   * Not a copy: whoever makes a reply must not change its body. A streamed body is generated here.
   */
  byte[] body() {
    if (stream != null) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      try {
        stream.writeTo(whole);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return whole.toByteArray();
    }
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  static Reply json(int status, Object body) {
    try {
      return new Reply(status, JSON_TYPE, JSON.writeValueAsBytes(body), Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not writable as JSON: " + body.getClass(), e);
    }
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Reply empty(int status) {
    return new Reply(status, JSON_TYPE, new byte[0], Map.of());
  }

  static Reply restError(int status, String code, String message) {
    return json(status, List.of(new RestProblem(message, code)));
  }

  static Reply oauthError(String error, String description) {
    return json(400, new OAuthProblem(error, description));
  }

  /** Returns an HTML page, as load balancers and maintenance windows do. */
  static Reply page(int status, String says) {
    return text(
        status,
        "text/html;charset=UTF-8",
        "<!DOCTYPE html>\n<html><head><title>"
            + says
            + "</title></head>\n<body><h1>"
            + says
            + "</h1><p>Sorry for the inconvenience. We will be back shortly.</p></body></html>\n");
  }

  Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, more, stream);
  }
}
