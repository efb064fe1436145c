package dev.headroom.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** One call while it runs: its request, and the means to break it off at any moment. */
final class Call {
  private final HttpRequestSpec request;
  private final HttpUriRequestBase wire;
  private volatile boolean bodyTaken;

  Call(HttpRequestSpec request) {
    this.request = request;
    this.wire = new HttpUriRequestBase(request.method(), request.uri());
    wire.setHeader(HttpHeaders.USER_AGENT, "Headroom");
    wire.setHeader(HttpHeaders.CONNECTION, "close");
    request.headers().forEach(wire::setHeader);
    if (request.body() != null) {
      wire.setEntity(new Body(request.body().raw()));
    }
  }

  HttpRequestSpec request() {
    return request;
  }

  /** Whether there was a connection that took of the request's body. */
  boolean bodyWasTaken() {
    return bodyTaken;
  }

  /** Whether the request may have left this machine. Only one with a body tells when it has not. */
  boolean mayHaveBeenSent() {
    return bodyTaken || request.body() == null;
  }

  /** Makes the call and reads its answer whole. */
  HttpOutcome make(CloseableHttpClient client) throws IOException {
    try (ClassicHttpResponse answer =
        client.executeOpen(HttpHost.create(request.uri()), wire, null)) {
      HttpBody body = BodyReader.read(answer, request.maxBodyBytes());
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (Header header : answer.getHeaders()) {
        headers.merge(header.getName(), List.of(header.getValue()), Call::both);
      }
      return new HttpOutcome.Reply(answer.getCode(), headers, body);
    }
  }

  /** Breaks the call off wherever it is, and closes its connection; nothing once it is complete. */
  void abort() {
    wire.cancel();
  }

  private static List<String> both(List<String> values, List<String> more) {
    return Stream.concat(values.stream(), more.stream()).toList();
  }

  /** Tells when it is taken. */
  private final class Body extends HttpEntityWrapper {
    Body(byte[] bytes) {
      super(new ByteArrayEntity(bytes, null));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      bodyTaken = true;
      super.writeTo(out);
    }
  }
}
