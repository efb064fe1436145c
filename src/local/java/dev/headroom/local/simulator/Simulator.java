package dev.headroom.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.local.guard.Asked;
import dev.headroom.local.guard.Guard;
import dev.headroom.local.guard.OwnHosts;
import dev.headroom.local.guard.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP server on loopback that answers like Salesforce for a whole fleet: one host for all orgs,
 * distinguished by the client id of a login and by the token of a call.
 *
 * <p>Orgs' traffic follows the fleet's clock; assertions expire by the real one.
 */
public final class Simulator implements AutoCloseable {

  static {
    // Otherwise small replies wait 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds: longer than clients keep an idle connection, so that the client closes it first.
    System.setProperty("sun.net.httpserver.idleInterval", "150");
  }

  private static final System.Logger LOG = System.getLogger(Simulator.class.getName());
  private static final Pattern VERSIONED = Pattern.compile("/services/data/v(\\d{1,4})\\.0(/.*)?");

  private final SimulatedFleet fleet;
  private final InstantSource realClock;
  private final int wantedPort;
  private final OAuthEndpoints oauth;
  private final ControlEndpoints control;
  private final Guard guard;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Wire wire = new Wire(closing);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Optional<HttpServer> server = Optional.empty();

  /**
   * A simulator that is not started yet.
   *
   * @param fleetClock the time of the orgs' stories
   * @param realClock the time of logins
   * @param port 0 is any free one
   */
  public Simulator(
      List<SimulatedOrg> orgs, InstantSource fleetClock, InstantSource realClock, int port) {
    this(orgs, fleetClock, realClock, port, OwnHosts.LOOPBACK);
  }

  /**
   * A simulator that is not started yet.
   *
   * @param fleetClock the time of the orgs' stories
   * @param realClock the time of logins
   * @param port 0 is any free one
   * @param hosts the hosts that requests may be for
   */
  public Simulator(
      List<SimulatedOrg> orgs,
      InstantSource fleetClock,
      InstantSource realClock,
      int port,
      OwnHosts hosts) {
    this.guard = new Guard(hosts, null);
    this.fleet = new SimulatedFleet(orgs, fleetClock);
    this.realClock = realClock;
    this.wantedPort = port;
    this.oauth = new OAuthEndpoints(fleet, realClock);
    this.control = new ControlEndpoints(fleet, fleetClock);
  }

  /**
   * Opens the port.
   *
   * @throws IOException if it is taken ({@link java.net.BindException}) or cannot be opened
   */
  public void start() throws IOException {
    HttpServer opened =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 1024);
    opened.setExecutor(threads);
    opened.createContext("/", this::handle);
    opened.start();
    server = Optional.of(opened);
  }

  /** Returns the open port, after {@link #start}. */
  public int port() {
    return server
        .orElseThrow(() -> new IllegalStateException("not started"))
        .getAddress()
        .getPort();
  }

  /** Returns the address of the simulator, which is every org's login and instance URL. */
  public String url() {
    return "http://localhost:" + port();
  }

  /**
   * Returns what an org showed at {@code time}, without a call: for days before the first poll.
   * Empty if it did not answer then.
   *
   * @param org the manifest's id of an org of the fleet
   */
  public Optional<Snapshot> shown(String org, Instant time) {
    LiveOrg live =
        fleet.byId(org).orElseThrow(() -> new IllegalArgumentException("no org is called " + org));
    long minute = Math.floorDiv(time.getEpochSecond(), 60);
    if (live.org().outages().at(minute) != Outages.Outage.NONE) {
      return Optional.empty();
    }
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (LiveOrg.Figure figure : live.figures(minute)) {
      put(readings, figure.name(), figure);
    }
    return Optional.of(new Snapshot(readings, true));
  }

  private static void put(
      SortedMap<LimitName, Reading> readings, String name, LiveOrg.Figure figure) {
    readings.put(new LimitName(name), new Reading(figure.max(), figure.remaining()));
    for (LiveOrg.Figure child : figure.children()) {
      put(readings, name + "." + child.name(), child);
    }
  }

  /** Returns the orgs of this simulator. */
  SimulatedFleet fleet() {
    return fleet;
  }

  /** Closes the port; requests that are waiting get no answer. */
  @Override
  public void close() {
    closing.countDown();
    server.ifPresent(s -> s.stop(0));
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    ClientRequest request = new ClientRequest(exchange);
    try (exchange) {
      route(exchange, request);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the simulator failed at " + request.path(), e);
    }
  }

  private void route(HttpExchange exchange, ClientRequest request) throws IOException {
    String path = request.path();
    Optional<Refusal> refusal = refusal(request, path);
    if (refusal.isPresent()) {
      wire.send(exchange, request, ControlEndpoints.refusal(refusal.get()));
    } else if (request.hasLongUri()) {
      wire.send(exchange, request, ApiError.URI_TOO_LONG.reply());
    } else if (request.hasLongHead()) {
      wire.send(exchange, request, ApiError.HEADERS_TOO_LARGE.reply());
    } else if (isSwitch(path)) {
      wire.send(exchange, request, control.answer(request));
    } else if (path.equals("/services/data")) {
      versions(exchange, request);
    } else if (path.equals("/services/oauth2/token")) {
      token(exchange, request);
    } else if (path.equals("/services/oauth2/userinfo") || path.startsWith("/id/")) {
      wire.send(exchange, request, oauth.userInfo(request.token(), url()));
    } else if (path.startsWith("/services/Soap/m/")) {
      metadata(exchange, request);
    } else if (path.equals("/services/oauth2/revoke")) {
      wire.send(exchange, request, oauth.revoke(request.form()));
    } else {
      Matcher versioned = VERSIONED.matcher(path);
      if (versioned.matches()) {
        String resource = versioned.group(2) == null ? "" : versioned.group(2);
        rest(exchange, request, Integer.parseInt(versioned.group(1)), resource);
      } else {
        wire.send(exchange, request, ApiError.NOT_FOUND.reply());
      }
    }
  }

  /** The simulated Salesforce accepts forms, as Salesforce does. */
  private Optional<Refusal> refusal(ClientRequest request, String path) {
    Asked asked = request.asked();
    return guard
        .hostOf(asked)
        .or(() -> isSwitch(path) ? guard.changeOf(asked) : Optional.empty())
        .or(() -> guard.pageOf(asked));
  }

  private static boolean isSwitch(String path) {
    return path.equals("/_sim") || path.startsWith("/_sim/");
  }

  private void token(HttpExchange exchange, ClientRequest request) throws IOException {
    if (!request.method().equals("POST")) {
      wire.send(exchange, request, OAuthError.INVALID_REQUEST.reply());
      return;
    }
    Map<String, String> form = request.form();
    Optional<String> basic = request.basic();
    Optional<LiveOrg> org = oauth.orgOf(form, basic);
    if (org.isPresent()) {
      org.get().countTokenPost();
      org.get().seenAt(realClock.instant());
      if (isOut(exchange, request, org.get())) {
        return;
      }
      Optional<FaultSwitch> fault = org.get().takeFault(FaultSwitch.At.TOKEN, path(request));
      if (fault.isPresent()) {
        misbehave(exchange, request, fault.get(), () -> oauth.token(org, form, basic, url()));
        return;
      }
    }
    wire.send(exchange, request, oauth.token(org, form, basic, url()));
  }

  private void rest(HttpExchange exchange, ClientRequest request, int version, String resource)
      throws IOException {
    if (version >= RestEndpoints.OLDEST_RETIRED && version <= RestEndpoints.NEWEST_RETIRED) {
      wire.send(exchange, request, ApiError.GONE.reply());
      return;
    }
    if (version < RestEndpoints.OLDEST_RETIRED || version > RestEndpoints.NEWEST) {
      wire.send(exchange, request, ApiError.NOT_FOUND.reply());
      return;
    }
    Optional<LiveOrg> found = request.token().flatMap(fleet::byToken);
    if (found.isEmpty()) {
      wire.send(exchange, request, ApiError.SESSION_EXPIRED.reply());
      return;
    }
    LiveOrg org = found.get();
    String token = request.token().orElseThrow();
    org.seenAt(realClock.instant());
    org.countRestRequest();
    if (isOut(exchange, request, org)) {
      return;
    }
    Optional<FaultSwitch> fault =
        org.takeFault(FaultSwitch.At.ofResource(resource), path(request))
            .or(() -> org.takeFault(FaultSwitch.At.REST, path(request)));
    if (fault.isPresent() && !fault.get().kind().changesOneEntry()) {
      if (fault.get().kind() == FaultKind.EXPIRED_SESSION) {
        org.revoke(token);
      }
      misbehave(
          exchange,
          request,
          fault.get(),
          () -> admitted(org, token, request, version, resource, Optional.empty()));
      return;
    }
    wire.send(exchange, request, admitted(org, token, request, version, resource, fault));
  }

  /** Returns what {@code match} of a fault looks at. */
  private static String path(ClientRequest request) {
    return request.path() + " " + request.query();
  }

  private void versions(HttpExchange exchange, ClientRequest request) throws IOException {
    Optional<FaultSwitch> fault =
        fleet.all().stream()
            .flatMap(org -> org.takeFault(FaultSwitch.At.VERSIONS, path(request)).stream())
            .findFirst();
    if (fault.isPresent()) {
      misbehave(exchange, request, fault.get(), RestEndpoints::versions);
    } else {
      wire.send(exchange, request, RestEndpoints.versions());
    }
  }

  /** Answers a call of the Metadata API, whose session is in its body. */
  private void metadata(HttpExchange exchange, ClientRequest request) throws IOException {
    byte[] body = request.body();
    Optional<FaultSwitch> fault =
        MetadataEndpoint.read(body)
            .flatMap(asked -> fleet.byToken(asked.session()))
            .flatMap(org -> org.takeFault(FaultSwitch.At.SOAP, path(request)));
    if (fault.isPresent()) {
      misbehave(exchange, request, fault.get(), () -> metadata(body));
    } else {
      wire.send(exchange, request, metadata(body));
    }
  }

  private Reply metadata(byte[] body) {
    Optional<MetadataEndpoint.Asked> asked = MetadataEndpoint.read(body);
    if (asked.isEmpty()) {
      return MetadataEndpoint.fault("UNKNOWN_EXCEPTION", "the request is no envelope");
    }
    String session = asked.get().session();
    Optional<LiveOrg> found = fleet.byToken(session).filter(org -> org.knows(session));
    if (found.isEmpty()) {
      return MetadataEndpoint.fault("INVALID_SESSION_ID", "Invalid Session ID found");
    }
    LiveOrg org = found.get();
    org.seenAt(realClock.instant());
    org.countRestRequest();
    return org.admit().admitted()
        ? MetadataEndpoint.answer(org.access(), asked.get())
        : MetadataEndpoint.fault("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }

  /**
   * Sets whether what the access stories change today has not happened yet in any org: so that a
   * demo can begin with the audit of the day before.
   */
  public void beforeToday(boolean before) {
    fleet.all().forEach(org -> org.beforeToday(before));
  }

  private static Reply admitted(
      LiveOrg org,
      String token,
      ClientRequest request,
      int version,
      String resource,
      Optional<FaultSwitch> fault) {
    if (!org.knows(token)) {
      return ApiError.SESSION_EXPIRED.reply();
    }
    LiveOrg.Admission admission = org.admit();
    Reply reply;
    if (!admission.admitted()) {
      reply = ApiError.TOTAL_REQUESTS.reply();
    } else if (!request.method().equals("GET")) {
      reply = ApiError.METHOD_NOT_ALLOWED.reply();
    } else {
      reply = RestEndpoints.resource(org, version, resource, request, fault);
    }
    return reply.with("Sforce-Limit-Info", admission.limitInfo());
  }

  /** Answers according to the org's story if the org is out; returns false if it is not. */
  private boolean isOut(HttpExchange exchange, ClientRequest request, LiveOrg org)
      throws IOException {
    return switch (org.outage()) {
      case NONE -> false;
      case MAINTENANCE -> {
        wire.send(exchange, request, ApiError.MAINTENANCE.reply());
        yield true;
      }
      case DISCONNECTED -> true;
      case SILENT -> {
        wire.stall(0);
        yield true;
      }
    };
  }

  private interface Answer {
    Reply reply();
  }

  private void misbehave(
      HttpExchange exchange, ClientRequest request, FaultSwitch fault, Answer truth)
      throws IOException {
    switch (fault.kind()) {
      case STALL -> {
        wire.stall(fault.delayMillis());
        if (fault.delayMillis() > 0) {
          wire.send(exchange, request, truth.reply());
        }
      }
      case RESET -> exchange.close();
      case HTTP -> wire.send(exchange, request, fault.httpReply());
      case HTML_503 -> wire.send(exchange, request, ApiError.MAINTENANCE.reply());
      case TRUNCATED -> wire.sendHalf(exchange, truth.reply());
      case HUGE -> wire.sendHuge(exchange, fault.megabytes() == 0 ? 40 : fault.megabytes());
      case GZIP_BOMB -> wire.sendBomb(exchange, fault.megabytes() == 0 ? 200 : fault.megabytes());
      case EMPTY -> wire.send(exchange, request, Reply.empty(fault.statusOr(200)));
      case MALFORMED -> wire.send(exchange, request, malformed(fault));
      case EXPIRED_SESSION -> wire.send(exchange, request, ApiError.SESSION_EXPIRED.reply());
      case CONCURRENCY -> wire.send(exchange, request, ApiError.CONCURRENT_LONG.reply());
      case EXHAUSTED -> wire.send(exchange, request, ApiError.TOTAL_REQUESTS.reply());
      case OAUTH_ERROR -> wire.send(exchange, request, fault.oauthReply());
      case NEGATIVE, HUGE_NUMBER, MISSING, VANISHED -> wire.send(exchange, request, truth.reply());
    }
  }

  private static Reply malformed(FaultSwitch fault) {
    String body = fault.body();
    return Reply.text(
        200,
        "application/json;charset=UTF-8",
        body != null ? body : "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":}}");
  }
}
