package dev.headroom.cycle.watch.http;

import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.cycle.watch.Heartbeat;
import dev.headroom.http.ApiCall;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** {@link Heartbeat} with a GET request; any 2xx answer is a success. */
public final class HttpHeartbeat implements Heartbeat {
  private static final Logger LOG = Logger.getLogger(HttpHeartbeat.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final OutboundHttp http;
  private final Address address;

  /** Returns the URL at the time of a beat. */
  private interface Address {
    URI find() throws SecretUnavailableException;
  }

  /** Calls {@code url}, an absolute http or https URL that is never shown. */
  public HttpHeartbeat(OutboundHttp http, URI url) {
    this(http, () -> url);
  }

  /**
   * Calls the URL in the secret {@code ref}; it is read before each beat, so a changed URL needs no
   * restart. A secret that cannot be read, or holds no http or https URL, is a beat without
   * success.
   */
  public HttpHeartbeat(OutboundHttp http, Secrets secrets, SecretRef ref) {
    this(http, () -> url(ref, secrets.resolve(ref).reveal()));
  }

  private HttpHeartbeat(OutboundHttp http, Address address) {
    this.http = http;
    this.address = address;
  }

  @Override
  public boolean beat() {
    URI url;
    try {
      url = address.find();
    } catch (SecretUnavailableException e) {
      LOG.warnf("the heartbeat was not sent: %s", e.getMessage());
      return false;
    }
    return switch (http.exchange(
            ApiCall.of(HeartbeatApi.class, url, DEADLINE, MAX_BODY_BYTES, HeartbeatApi::beat)
                .withSecretPath())
        .outcome()) {
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

  /** Returns the text of a secret as a URL; the message of the exception does not quote it. */
  private static URI url(SecretRef ref, String text) throws SecretUnavailableException {
    try {
      URI url = new URI(text);
      boolean speaksHttp =
          "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
      if (speaksHttp && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The exception's message quotes the text.
    }
    throw new SecretUnavailableException(
        "The secret "
            + ref
            + " holds no http or https URL. Put the whole address in it, such as"
            + " https://beat.example.com/headroom.");
  }
}
