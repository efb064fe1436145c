package dev.headroom.local.web;

import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.config.ConsoleConfig;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.org.TenantScope;
import dev.headroom.report.Query;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.Site;
import dev.headroom.wiring.FleetTime;
import dev.headroom.wiring.Keys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Adapts HTTP to pages: what this program is to them, what was requested, and how they are sent.
 */
@ApplicationScoped
public class Shell {
  /** Whoever can reach this program is its operator, unless a console shows only one tenant. */
  static final TenantScope SCOPE =
      Keys.mapped(ConfigProvider.getConfig(), ConsoleConfig.class)
          .tenant()
          .map(TenantScope::of)
          .orElseGet(TenantScope::all);

  private static final Duration SAME_TIME = Duration.ofMinutes(2);

  private final Inbox inbox;
  private final InstantSource fleetTime;
  private final InstantSource realTime;
  private final double factor;
  private final String version;
  private final String formToken;

  /** Pages beside this inbox, on these clocks. */
  public Shell(
      Inbox inbox, @FleetTime InstantSource fleetTime, InstantSource realTime, RequestGuard guard) {
    this.inbox = inbox;
    this.fleetTime = fleetTime;
    this.realTime = realTime;
    this.factor = fleetTime instanceof DemoClock demo ? demo.factor() : 1;
    this.version = Long.toString(realTime.millis(), 36);
    this.formToken = guard.formToken();
  }

  /** Returns what a page has to know about this program at this moment. */
  Site site() {
    Instant now = fleetTime.instant();
    return new Site(
        now,
        realTime.instant(),
        inbox.isOpen() ? inbox.received() : null,
        simulated(now),
        version,
        formToken);
  }

  private @Nullable String simulated(Instant now) {
    if (factor != 1) {
      return String.format(Locale.ROOT, "%,.0f times as fast", factor);
    }
    boolean real = Duration.between(now, realTime.instant()).abs().compareTo(SAME_TIME) < 0;
    return real ? null : "not the real time";
  }

  /** Returns whether {@code token} is that of the forms of this start. */
  boolean isOurs(@Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), formToken.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the query of the address. */
  static Query query(UriInfo uri) {
    URI asked = uri.getRequestUri();
    return Query.of(asked.getRawPath(), asked.getRawQuery());
  }

  /** Returns the page as an HTTP response. */
  static Response sent(Html page) {
    Response.ResponseBuilder answer =
        Response.status(page.status())
            .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
            .entity(page.text());
    if (page.status() == BusyException.STATUS) {
      answer.header("Retry-After", BusyException.RETRY_AFTER_SECONDS);
    }
    return answer.build();
  }
}
