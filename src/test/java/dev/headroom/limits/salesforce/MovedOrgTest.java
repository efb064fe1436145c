package dev.headroom.limits.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.InMemoryKeptTokens;
import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.Secret;
import dev.headroom.auth.TestLogins;
import dev.headroom.http.ClosedPort;
import dev.headroom.http.RawServer;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.Exhausted;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.PollOutcome.Read;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was learnt at a login outlives what it names: the login host is well, the org was moved from
 * one host to another, or the host has an outage.
 */
@QuarkusTest
@Timeout(60)
class MovedOrgTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String HTML = "<html><body>Forbidden</body></html>";

  private FakeOrg login;
  private FakeOrg before;
  private FakeOrg after;

  @BeforeEach
  void open() {
    login = new FakeOrg();
    before = new FakeOrg();
    after = new FakeOrg();
    isAt(before);
  }

  @AfterEach
  void close() throws Exception {
    login.close();
    before.close();
    after.close();
  }

  /** What an abandoned host answers to any call. */
  static Map<String, Answer> abandoned() {
    return Map.ofEntries(
        Map.entry("403 with HTML", html(403)),
        Map.entry("403 of a firewall", (r, out) -> out.write(json(403, "{\"message\":\"no\"}"))),
        Map.entry("404 with HTML", html(404)),
        Map.entry("410 with HTML", html(410)),
        Map.entry("400 with HTML", html(400)),
        Map.entry("407 of a proxy", html(407)),
        Map.entry("421 of an edge", html(421)),
        Map.entry("420 of an edge", (r, out) -> out.write(answer(420, "", new byte[0]))),
        Map.entry("502 without a body", (r, out) -> out.write(answer(502, "", new byte[0]))),
        Map.entry("500 with HTML", html(500)),
        Map.entry("503 with a maintenance page", html(503)),
        Map.entry("200 with a login page", html(200)),
        Map.entry("200 without a body", (r, out) -> out.write(json(200, ""))),
        Map.entry("204", (r, out) -> out.write(answer(204, "", new byte[0]))),
        Map.entry("301", (r, out) -> out.write(redirect(301))),
        Map.entry("302", (r, out) -> out.write(redirect(302))),
        Map.entry("308", (r, out) -> out.write(redirect(308))),
        Map.entry("401 with HTML", html(401)),
        Map.entry("401", error(401, "INVALID_SESSION_ID", "Session expired or invalid")),
        Map.entry("403 for 401", error(403, "INVALID_SESSION_ID", "Session expired or invalid")),
        Map.entry("400 for 401", error(400, "INVALID_SESSION_ID", "Session expired or invalid")),
        Map.entry("500 for 401", error(500, "INVALID_SESSION_ID", "Illegal Session")),
        Map.entry(
            "another instance",
            error(
                404,
                "URL_NOT_RESET",
                "Destination URL not reset. The URL returned from login must be set")),
        Map.entry("hung up", (r, out) -> {}),
        Map.entry("no HTTP", (r, out) -> out.write(bytes("220 mail.example.com ESMTP\r\n"))),
        Map.entry(
            "cut off",
            (r, out) -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"A\""))),
        Map.entry("too large", (r, out) -> out.write(answer(200, "", new byte[2_000_000]))));
  }

  static Stream<Arguments> abandonedForEitherWayToAVersion() {
    return abandoned().keySet().stream()
        .sorted()
        .flatMap(name -> Stream.of(Arguments.of(name, "62.0"), Arguments.of(name, null)));
  }

  @ParameterizedTest(name = "{0}, version {1}")
  @MethodSource("abandonedForEitherWayToAVersion")
  void anOrgThatMovedIsReadAtItsNewPlaceAfterOneLogin(String name, @Nullable String version) {
    SalesforceLimitsSource source = login.source(LONG);
    Org org = login.org("acme-prod", version);
    assertThat(source.read(org, TestLogins.endless())).isInstanceOf(Read.class);

    moves(name);
    TestLogins logins = TestLogins.endless();
    assertThat(source.read(org, logins)).isInstanceOf(Read.class);

    assertThat(logins.taken()).isEqualTo(1);
    assertThat(login.tokenRequests()).hasSize(2);
    assertThat(after.limitsRequests()).hasSize(1);
    int calls = before.limitsRequests().size();
    assertThat(source.read(org, TestLogins.of(0))).isInstanceOf(Read.class);
    assertThat(before.limitsRequests()).hasSize(calls);
  }

  @Test
  void aHostThatRefusesConnectionsIsLeft() throws Exception {
    KeptTokens kept = new InMemoryKeptTokens();
    try (ClosedPort gone = new ClosedPort()) {
      kept.keep(login.org(), new AccessToken(Secret.of("00D000000000001!gone"), gone.url()));
      SalesforceLimitsSource source = login.source(LONG, kept);
      Failed failed = (Failed) source.read(login.org(), TestLogins.of(0));
      assertThat(failed.detail()).contains("refused");
      isAt(after);

      assertThat(source.read(login.org(), TestLogins.endless())).isInstanceOf(Read.class);
      assertThat(login.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void aHostThatOnlyHangsIsLeftByTheNextReading() {
    SalesforceLimitsSource source = login.source(Duration.ofSeconds(2));
    source.read(login.org(), TestLogins.endless());
    before.limits((r, out) -> RawServer.hang());
    isAt(after);
    TestLogins hung = TestLogins.endless();

    assertThat(kind(source.read(login.org(), hung))).isEqualTo(FailureKind.TIMEOUT);
    assertThat(hung.taken()).isZero();
    assertThat(hung.isOwing()).isTrue();

    TestLogins owed = TestLogins.owed(4);
    assertThat(source.read(login.org(), owed)).isInstanceOf(Read.class);
    assertThat(owed.taken()).isEqualTo(1);
    assertThat(owed.isOwing()).isFalse();
    assertThat(before.limitsRequests()).hasSize(2);
  }

  @Test
  void anOwedLoginThatFailsLeavesTheOldTokenItsChance() {
    SalesforceLimitsSource source = login.source(Duration.ofSeconds(4));
    source.read(login.org(), TestLogins.endless());
    login.token((r, out) -> RawServer.hang());

    assertThat(source.read(login.org(), TestLogins.owed(4))).isInstanceOf(Read.class);
    assertThat(source.read(login.org(), TestLogins.owed(0))).isInstanceOf(Read.class);
    assertThat(login.tokenRequests()).hasSize(2);
  }

  @Test
  void aTokenKeptByAProcessBeforeIsLeftToo() {
    KeptTokens kept = new InMemoryKeptTokens();
    login.source(LONG, kept).read(login.org(), TestLogins.endless());
    moves("403 with HTML");

    TestLogins logins = TestLogins.endless();
    assertThat(login.source(LONG, kept).read(login.org(), logins)).isInstanceOf(Read.class);

    assertThat(logins.taken()).isEqualTo(1);
    assertThat(login.source(LONG, kept).read(login.org(), TestLogins.of(0)))
        .isInstanceOf(Read.class);
    assertThat(login.tokenRequests()).hasSize(2);
  }

  @Test
  void oneLoginIsEnoughForAllProcessesThatShareKeptTokens() {
    KeptTokens kept = new InMemoryKeptTokens();
    SalesforceLimitsSource one = login.source(LONG, kept);
    SalesforceLimitsSource other = login.source(LONG, kept);
    one.read(login.org(), TestLogins.endless());
    other.read(login.org(), TestLogins.endless());
    moves("403 with HTML");

    assertThat(one.read(login.org(), TestLogins.endless())).isInstanceOf(Read.class);
    assertThat(other.read(login.org(), TestLogins.of(0))).isInstanceOf(Read.class);
    assertThat(login.tokenRequests()).hasSize(2);
  }

  @Test
  void aTokenFromAnotherProcessThatIsNoBetterIsReplacedToo() {
    KeptTokens kept = new InMemoryKeptTokens();
    SalesforceLimitsSource one = login.source(LONG, kept);
    one.read(login.org(), TestLogins.endless());
    SalesforceLimitsSource other = login.source(LONG, kept);
    before.limits(error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
    other.read(login.org(), TestLogins.endless());
    moves("403 with HTML");

    assertThat(one.read(login.org(), TestLogins.endless())).isInstanceOf(Read.class);
  }

  @Test
  void withoutABudgetTheOldPlaceIsAskedOnAndItIsSaidWhenALoginIsDue() {
    SalesforceLimitsSource source = login.source(LONG);
    source.read(login.org(), TestLogins.endless());
    moves("403 with HTML");

    Failed failed = (Failed) source.read(login.org(), TestLogins.of(0));

    assertThat(failed.detail()).contains("acme-prod", "HTTP 403");
    assertThat(failed.remedy()).contains("2026-11-25T10:35:00Z", "4 an hour");
    assertThat(login.tokenRequests()).hasSize(1);
    before.limits((r, out) -> out.write(json(200, FakeOrg.GOOD_LIMITS)));
    before.versions((r, out) -> out.write(json(200, FakeOrg.versionList("62.0"))));
    assertThat(source.read(login.org(), TestLogins.of(0))).isInstanceOf(Read.class);
  }

  @Test
  void aProcessThatHasNoTokenAndNoBudgetMakesNoCallAtAll() {
    Failed failed = (Failed) login.source(LONG).read(login.org(), TestLogins.of(0));

    assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failed.detail())
        .contains("login of acme-prod was not tried", "due at 2026-11-25T10:35:00Z");
    assertThat(failed.remedy()).isNotBlank();
    assertThat(login.tokenRequests()).isEmpty();
    assertThat(before.limitsRequests()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageThatStopsLoginsTooLeavesTheTokenAndItsEndNeedsNoLogin(String name, Answer outage) {
    SalesforceLimitsSource source = login.source(LONG);
    source.read(login.org(), TestLogins.endless());
    before.limits(outage);
    login.token(outage);
    PollOutcome failed = source.read(login.org(), TestLogins.endless());
    assertThat(((Failed) failed).detail()).as(name).contains("limits of acme-prod");
    assertThat(login.tokenRequests()).hasSize(2);

    before.limits((r, out) -> out.write(json(200, FakeOrg.GOOD_LIMITS)));
    assertThat(source.read(login.org(), TestLogins.of(0))).isInstanceOf(Read.class);
    assertThat(login.tokenRequests()).hasSize(2);
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of("maintenance", html(503)), Arguments.of("hung up", (Answer) (r, out) -> {}));
  }

  @Test
  void aRefusedLoginIsTheReasonReported() {
    SalesforceLimitsSource source = login.source(LONG);
    source.read(login.org(), TestLogins.endless());
    before.limits(html(403));
    login.token((r, out) -> out.write(json(400, "{\"error\":\"invalid_client\"}")));

    Failed failed = (Failed) source.read(login.org(), TestLogins.endless());

    assertThat(failed.kind()).isEqualTo(FailureKind.AUTH);
    assertThat(failed.detail()).contains("invalid_client");
    assertThat(failed.remedy()).contains("Check clientSecret");
  }

  @Test
  void aPlaceThatALoginHasJustNamedIsNotLeftAndTheRemedyFits() {
    before.limits(html(403));
    TestLogins logins = TestLogins.endless();

    Failed failed = (Failed) login.source(LONG).read(login.org(), logins);

    assertThat(logins.taken()).isEqualTo(1);
    assertThat(failed.detail()).contains("a new login confirmed this host");
    assertThat(failed.remedy())
        .contains("loginUrl", "proxy")
        .doesNotContain("View Setup and Configuration");
    assertThat(before.limitsRequests()).hasSize(1);
  }

  @Test
  void aLoginThatReachesNoServerIsNotCounted() throws Exception {
    TestLogins logins = TestLogins.endless();
    try (ClosedPort nobody = new ClosedPort()) {
      PollOutcome outcome = login.source(LONG).read(FakeOrg.orgAt(nobody.url()), logins);

      assertThat(kind(outcome)).isEqualTo(FailureKind.UNREACHABLE);
    }
    assertThat(logins.taken()).isZero();
  }

  /** Salesforce's own answers say what they mean: a login would change nothing. */
  static Map<String, Answer> answersOfSalesforce() {
    return Map.of(
        "403 all calls used",
        error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
        "403 too many at once",
        error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."),
        "403 no permission",
        error(403, "API_DISABLED_FOR_ORG", "Limits resource is not enabled"),
        "403 no API",
        error(403, "API_CURRENTLY_DISABLED", "API is disabled for this User"),
        "404",
        error(404, "NOT_FOUND", "The requested resource does not exist"),
        "500",
        error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred"),
        "503",
        error(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable"),
        "429",
        html(429),
        "401 without the scope",
        error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"),
        "403 without the scope",
        error(403, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"));
  }

  static Stream<String> namesOfAnswersOfSalesforce() {
    return answersOfSalesforce().keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("namesOfAnswersOfSalesforce")
  void anAnswerOfSalesforceCallsForNoLogin(String name) {
    SalesforceLimitsSource source = login.source(LONG);
    source.read(login.org(), TestLogins.endless());
    before.limits(requireNonNull(answersOfSalesforce().get(name)));

    PollOutcome outcome = source.read(login.org(), TestLogins.endless());

    assertThat(outcome)
        .isInstanceOf(name.equals("403 all calls used") ? Exhausted.class : Failed.class);
    assertThat(login.tokenRequests()).hasSize(1);
  }

  @Test
  void aVersionThatIsRefusedInAnotherWayIsLookedUpAnewToo() {
    SalesforceLimitsSource source = login.source(LONG);
    source.read(login.org(), TestLogins.endless());
    before.versions((r, out) -> out.write(json(200, FakeOrg.versionList("61.0"))));
    before.limits(
        (r, out) ->
            out.write(
                r.path().contains("v61.0")
                    ? json(200, FakeOrg.GOOD_LIMITS)
                    : json(400, "[{\"errorCode\":\"UNSUPPORTED_API_VERSION\"}]")));

    assertThat(source.read(login.org(), TestLogins.of(0))).isInstanceOf(Read.class);
  }

  /** The login host names {@code place} from now on. */
  private void isAt(FakeOrg place) {
    login.token((r, out) -> out.write(json(200, login.grant(place.url()))));
  }

  private void moves(String name) {
    Answer abandoned = requireNonNull(abandoned().get(name));
    before.limits(abandoned);
    before.versions(abandoned);
    isAt(after);
  }

  private static FailureKind kind(PollOutcome outcome) {
    return ((Failed) outcome).kind();
  }

  private static Answer html(int status) {
    return (r, out) -> out.write(answer(status, "Content-Type: text/html\r\n", bytes(HTML)));
  }

  private static Answer error(int status, String code, String message) {
    return (r, out) ->
        out.write(
            json(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code)));
  }

  private static byte[] redirect(int status) {
    return answer(status, "Location: https://example.com/\r\n", new byte[0]);
  }
}
