package dev.headroom.cycle.http;

import dev.headroom.cycle.Heartbeat;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.HttpRequestSpec;
import dev.headroom.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;

/** {@link Heartbeat} by a GET; any answer of 2xx is a success. */
public final class HttpHeartbeat implements Heartbeat {
  private static final Logger LOG = Logger.getLogger(HttpHeartbeat.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final OutboundHttp http;
  private final URI url;

  public HttpHeartbeat(OutboundHttp http, URI url) {
    this.http = http;
    this.url = url;
  }

  @Override
  public boolean beat() {
    return switch (http.exchange(
        HttpRequestSpec.get(url, DEADLINE, MAX_BODY_BYTES).withSecretPath())) {
      case HttpOutcome.Reply reply -> {
        if (!reply.isSuccess()) {
          LOG.warnf("the heartbeat was answered with %d", reply.status());
        }
        yield reply.isSuccess();
      }
      case HttpOutcome.Failure failure -> {
        LOG.warnf("the heartbeat was not answered: %s", failure.detail());
        yield false;
      }
    };
  }
}
