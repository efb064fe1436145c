package dev.headroom.local.guard;

import dev.headroom.fleet.Violation;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.running.RunningHeadroom;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Guards every route of local mode, including unknown ones. */
@Singleton
public class RequestGuard {
  /** Before everything that reads more of a request than its headers. */
  private static final int FIRST = 1_000;

  private static final int TOKEN_BYTES = 24;
  private static final List<String> OF_PROXIES =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
  private static final String INBOX = "/inbox/";
  private static final Pattern FORMS =
      Pattern.compile(
          "/orgs/[a-z0-9-]+/(pause|resume|lock-out|note|check)|/alerts/[0-9a-f]{64}/(acknowledge|mute)");

  private final OwnHosts hosts;
  private final String host;
  private final PrintStream out;
  private final String secret = newToken();
  private final @Nullable String token;
  private final Guard guard;
  private final Guard openGuard;

  @Inject
  RequestGuard(LocalConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    this(config.hosts().names(), host, System.out);
  }

  /**
   * Guards the port of {@code host}.
   *
   * @param more hosts that requests may use, besides loopback and {@code host}
   * @param out receives the token
   */
  RequestGuard(List<String> more, String host, PrintStream out) {
    this.out = out;
    List<String> names = new ArrayList<>(more);
    if (!isAny(host)) {
      names.add(host);
    }
    this.hosts = OwnHosts.with(names);
    this.host = host;
    this.token = isOnThisMachine(host) ? null : secret;
    this.guard = new Guard(hosts, token);
    this.openGuard = new Guard(hosts, null);
  }

  /** Returns the hosts that requests may use. */
  public OwnHosts hosts() {
    return hosts;
  }

  /** Returns what every request must carry; empty if only this machine can make requests. */
  Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /** Returns the token of this start, also if requests need none; only for the data folder. */
  public String secret() {
    return secret;
  }

  /** What the forms of pages bring, so that another site's page cannot make one; of this start. */
  public String formToken() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("forms".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC with SHA-256", e);
    }
  }

  /** Whether an Authorization header brings the token of this start. */
  public boolean isSecretIn(String authorization) {
    return Guard.holds(authorization, secret);
  }

  void onStart(@Observes StartupEvent event) {
    tell();
  }

  /** Not through the log, which may be kept and sent elsewhere. */
  void tell() {
    token()
        .ifPresent(
            made ->
                out.printf(
                    "quarkus.http.host=%s can be reached from other machines, so every request"
                        + " needs the token of this start (password, or Authorization: Bearer):"
                        + " %s%n",
                    host, made));
  }

  void onRoutes(@Observes Filters filters) {
    filters.register(this::look, FIRST);
  }

  private void look(RoutingContext context) {
    Guard judge = isOwnDelivery(context) || isChallenge(context) ? openGuard : guard;
    judge.judge(asked(context)).ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
  }

  /**
   * The demo's targets are ordinary receivers: they have no token, and are on this machine. So is a
   * proxy, but it passes on what others send.
   */
  private static boolean isOwnDelivery(RoutingContext context) {
    SocketAddress from = context.request().remoteAddress();
    return OF_PROXIES.stream().noneMatch(context.request().headers()::contains)
        && context.request().method().equals(HttpMethod.POST)
        && context.normalizedPath().startsWith(INBOX)
        && from != null
        && from.hostAddress() != null
        && OwnHosts.isLoopback(from.hostAddress());
  }

  /** A command sends the token only to what has proved to have it. */
  private static boolean isChallenge(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET)
        && context.normalizedPath().equals(RunningHeadroom.PROOF);
  }

  private static Asked asked(RoutingContext context) {
    HttpServerRequest request = context.request();
    List<String> hosts = new ArrayList<>(request.headers().getAll(HttpHeaders.HOST));
    if (hosts.isEmpty() && request.authority() != null) {
      hosts.add(request.authority().toString()); // of HTTP/2
    }
    return new Asked(
        request.method().name(),
        hosts,
        request.headers().getAll(HttpHeaders.ORIGIN),
        request.headers().getAll(HttpHeaders.CONTENT_TYPE),
        request.headers().getAll(HttpHeaders.AUTHORIZATION),
        request.headers().contains(HttpHeaders.UPGRADE),
        new Asked.Asking(
            said(request, "Sec-Fetch-Site"),
            said(request, "Sec-Fetch-Mode"),
            said(request, "Sec-Fetch-Dest")),
        request.path() != null && FORMS.matcher(request.path()).matches(),
        context.normalizedPath().startsWith(INBOX));
  }

  private static Optional<String> said(HttpServerRequest request, String header) {
    return Optional.ofNullable(request.getHeader(header));
  }

  static void refuse(RoutingContext context, Refusal refusal) {
    Violation wrong = refusal.violation();
    JsonObject shown =
        new JsonObject()
            .put("path", wrong.path())
            .put("value", wrong.value())
            .put("problem", wrong.problem())
            .put("remedy", wrong.remedy());
    if (refusal.status() == 401) {
      context.response().putHeader("WWW-Authenticate", "Basic realm=\"Headroom\"");
    }
    // The rest of the request is discarded.
    context.request().resume();
    context
        .response()
        .setStatusCode(refusal.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(new JsonObject().put("violations", new JsonArray().add(shown)).encode());
  }

  /** Returns whether {@code host} is an address of this machine that others cannot reach. */
  public static boolean isOnThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether it stands for all addresses of this machine, and so is not a name to be requested. */
  private static boolean isAny(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
