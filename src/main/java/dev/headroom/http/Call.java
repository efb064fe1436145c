package dev.headroom.http;

import io.vertx.core.http.HttpClientRequest;
import java.io.InputStream;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jspecify.annotations.Nullable;

/** One call while it runs: its request, and the means to break it off at any moment. */
public final class Call {
  private final HttpRequestSpec request;
  private volatile @Nullable RestClientRequestContext context;

  Call(HttpRequestSpec request) {
    this.request = request;
  }

  HttpRequestSpec request() {
    return request;
  }

  void attach(RestClientRequestContext context) {
    this.context = context;
  }

  /** Whether a connection was made, so that the request may have left this machine. */
  boolean mayHaveBeenSent() {
    return wire() != null;
  }

  /** The answer's body; null when it has none. */
  @Nullable InputStream bodyStream() {
    RestClientRequestContext c = context;
    return c == null ? null : c.getResponseEntityStream();
  }

  /**
   * Breaks the call off wherever it is, and closes its connection. A request that has no connection
   * yet is not sent any more. Does nothing once the exchange is complete.
   */
  void abort() {
    RestClientRequestContext c = context;
    if (c != null) {
      c.setUserCanceled();
      HttpClientRequest wire = c.getHttpClientRequest();
      if (wire != null) {
        wire.reset();
      }
    }
  }

  private @Nullable HttpClientRequest wire() {
    RestClientRequestContext c = context;
    return c == null ? null : c.getHttpClientRequest();
  }
}
