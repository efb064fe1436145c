package dev.headroom.limits.salesforce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.SignedJWT;
import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TestKeys;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.http.RestHttp;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One org's login, version list and limits on loopback, each answering what the test says; and a
 * source that reads it.
 */
public final class FakeOrg implements AutoCloseable {
  public static final String CLIENT_ID = "3MVG9clientid";
  public static final String CLIENT_SECRET = "c1ient-s3cret/+ä=";
  public static final String GOOD_LIMITS = "{\"DailyApiRequests\":{\"Max\":100,\"Remaining\":40}}";

  private final RawServer server = new RawServer(this::answer);
  private final AtomicInteger logins = new AtomicInteger();

  /** The clock that everything lives by. */
  volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");

  /** Answers of the three resources. */
  volatile Answer token = (r, out) -> out.write(RawServer.json(200, grant()));

  volatile Answer versions = (r, out) -> out.write(RawServer.json(200, versionList("62.0")));
  volatile Answer limits = (r, out) -> out.write(RawServer.json(200, GOOD_LIMITS));
  volatile Answer organization =
      (r, out) -> out.write(RawServer.json(200, row("00D000000000001EAA", "USA402", false)));

  private final OutboundHttp http = new RestHttp(new EgressPolicy(true));

  /** A source with its own tokens, which gives an org {@code deadline}. */
  public SalesforceLimitsSource source(Duration deadline) {
    return source(deadline, KeptTokens.NONE);
  }

  /** A source as a new process has it, which shares {@code kept} with others. */
  public SalesforceLimitsSource source(Duration deadline, KeptTokens kept) {
    InstantSource clock = () -> now;
    return new SalesforceLimitsSource(http, tokens(kept), clock, new Config(deadline, 1_000_000));
  }

  /** Sessions for calls of other resources. */
  public OrgSessions sessions() {
    return new OrgSessions(
        http, tokens(), () -> now, new Config(Duration.ofSeconds(30), 1_000_000));
  }

  /** Tokens of this org. */
  public SalesforceAccessTokens tokens() {
    return tokens(KeptTokens.NONE);
  }

  /** Tokens of this org as a new process has them. */
  public SalesforceAccessTokens tokens(KeptTokens kept) {
    EgressPolicy egress = new EgressPolicy(true);
    Map<String, String> variables =
        Map.of(
            "SECRET", CLIENT_SECRET,
            "KEY", TestKeys.pkcs8Pem(),
            "PKCS1_KEY", TestKeys.pkcs1Pem(),
            "ONE_LINE_KEY", TestKeys.pkcs8Pem().replace("\n", "\\n"),
            "SHORT_KEY", TestKeys.shortPem(),
            "NO_KEY", "k3y-that-is-none");
    return new SalesforceAccessTokens(
        new TokenEndpoint(http, egress, new EnvSecrets(true, variables::get), () -> now), kept);
  }

  /** The org by client credentials, newest API version. */
  public Org org() {
    return org("acme-prod", null);
  }

  /** The org under another name, with a pinned version. */
  public Org org(String id, @Nullable String apiVersion) {
    return org(id, new Credentials.ClientCredentials(CLIENT_ID, ref("env:SECRET")), apiVersion);
  }

  /** The org by JWT bearer with the key behind {@code keyRef}. */
  public Org jwtOrg(String keyRef) {
    return jwtOrg(keyRef, null);
  }

  /** The same with an audience. */
  public Org jwtOrg(String keyRef, @Nullable URI audience) {
    return org(
        "acme-jwt",
        new Credentials.JwtBearer(CLIENT_ID, "monitor@acme.com", ref(keyRef), audience),
        null);
  }

  /** Has the token endpoint take assertions for {@code audience} alone, as some orgs do. */
  public void takesAudienceOnly(String audience) {
    token(
        (request, out) -> {
          List<String> named =
              SignedJWT.parse(form(request).get("assertion")).getJWTClaimsSet().getAudience();
          out.write(
              named.equals(List.of(audience))
                  ? RawServer.json(200, grant())
                  : RawServer.json(
                      400,
                      "{\"error\":\"invalid_grant\",\"error_description\":\"audience is invalid\"}"));
        });
  }

  /** The org by client credentials, with its login host elsewhere. */
  public static Org orgAt(URI loginUrl) {
    return org(
        "acme-prod",
        loginUrl,
        new Credentials.ClientCredentials(CLIENT_ID, ref("env:SECRET")),
        null);
  }

  private Org org(String id, Credentials credentials, @Nullable String apiVersion) {
    return org(id, url(), credentials, apiVersion);
  }

  private static Org org(
      String id, URI loginUrl, Credentials credentials, @Nullable String apiVersion) {
    return new Org(
        new OrgId(id), "acme", loginUrl, credentials, Duration.ofMinutes(5), apiVersion, Map.of());
  }

  /** Where all of it is. */
  public URI url() {
    return server.uri("");
  }

  /** Sets what the token endpoint answers. */
  public void token(Answer answer) {
    this.token = answer;
  }

  /** Sets what the list of versions answers. */
  public void versions(Answer answer) {
    this.versions = answer;
  }

  /** The answer to a query of the organization. */
  static String row(String id, String instance, boolean sandbox) {
    return "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Organization\",\"url\":\"/services/data/v62.0/sobjects/Organization/%s\"},\"Id\":\"%s\",\"InstanceName\":\"%s\",\"OrganizationType\":\"Enterprise Edition\",\"IsSandbox\":%s}]}"
        .formatted(id, id, instance, sandbox);
  }

  /** Sets what a query of the organization answers. */
  public void organization(Answer answer) {
    this.organization = answer;
  }

  /** Sets what every resource answers that is neither login, versions nor query. */
  public void limits(Answer answer) {
    this.limits = answer;
  }

  /** The moment that everything lives at. */
  public Instant now() {
    return now;
  }

  /** Moves the clock on. */
  public void passes(Duration time) {
    now = now.plus(time);
  }

  /** The decoded fields of a request's form. */
  public static Map<String, String> form(RawServer.Request request) {
    return Arrays.stream(request.body().split("&", -1))
        .map(pair -> pair.split("=", -1))
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], UTF_8)));
  }

  /** The answer of the token endpoint that grants one more token. */
  public String grant() {
    return grant(url());
  }

  /** The same for an org that is at {@code instance}. */
  public String grant(URI instance) {
    int n = logins.incrementAndGet();
    return "{\"access_token\":\"%s\",\"instance_url\":\"%s/\",\"id\":\"%s/id/00D000000000001EAA/005000000000001AAA\",\"token_type\":\"Bearer\",\"scope\":\"api\"}"
        .formatted(token(n), instance, url());
  }

  /** The n-th token. */
  public static String token(int n) {
    return "00D000000000001!AQ.t0ken" + n;
  }

  static String versionList(String... versions) {
    return Arrays.stream(versions)
        .map("{\"label\":\"x\",\"url\":\"/services/data/v%1$s\",\"version\":\"%1$s\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Requests for the token endpoint. */
  public List<RawServer.Request> tokenRequests() {
    return requests("/services/oauth2/token");
  }

  List<RawServer.Request> versionRequests() {
    return server.requests().stream().filter(r -> r.path().equals("/services/data/")).toList();
  }

  /** Queries of the organization. */
  public List<RawServer.Request> organizationRequests() {
    return server.requests().stream().filter(r -> r.path().contains("/query")).toList();
  }

  /** Requests for the bodies of event log files. */
  public List<RawServer.Request> logFileRequests() {
    return server.requests().stream().filter(r -> r.path().endsWith("/LogFile")).toList();
  }

  /** Requests for the limits. */
  public List<RawServer.Request> limitsRequests() {
    return server.requests().stream().filter(r -> r.path().endsWith("/limits")).toList();
  }

  private List<RawServer.Request> requests(String path) {
    return server.requests().stream().filter(r -> r.path().equals(path)).toList();
  }

  private void answer(RawServer.Request request, java.io.OutputStream out) throws Exception {
    Answer answer =
        request.path().equals("/services/oauth2/token")
            ? token
            : request.path().equals("/services/data/")
                ? versions
                : request.path().contains("/query") ? organization : limits;
    answer.write(request, out);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static SecretRef ref(String text) {
    return SecretRef.parse(text).orElseThrow();
  }

  private record Config(Duration deadline, int maxBodyBytes) implements SalesforceConfig {
    @Override
    public Duration versionsKept() {
      return Duration.ofHours(24);
    }
  }
}
