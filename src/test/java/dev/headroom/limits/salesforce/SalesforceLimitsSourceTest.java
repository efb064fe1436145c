package dev.headroom.limits.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.gzip;
import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.TestLogins;
import dev.headroom.http.ClosedPort;
import dev.headroom.http.RawServer;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.Exhausted;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.PollOutcome.Read;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class SalesforceLimitsSourceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final String NOT_FOUND =
      "[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]";

  /** What each row of rest-errors.csv must come to: kind, and how often is logged in. */
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("401 INVALID_SESSION_ID Session expired or invalid", "AUTH 2"),
          Map.entry(
              "401 INVALID_SESSION_ID This session is not valid for use with the REST API",
              "AUTH 1"),
          Map.entry(
              "401 INVALID_SESSION_ID This session is not valid for use with the API", "AUTH 1"),
          Map.entry(
              "403 CLIENT_NOT_ACCESSIBLE_FOR_USER Your administrator has blocked access to this"
                  + " client",
              "FORBIDDEN 1"),
          Map.entry(
              "403 INVALID_OPERATION_WITH_EXPIRED_PASSWORD The users password has expired",
              "FORBIDDEN 1"),
          Map.entry("403 ORG_LOCKED Organization is locked", "FORBIDDEN 1"),
          Map.entry("401 (varies) Connected app is not attached to Agent", "AUTH 1"),
          Map.entry("403 REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded.", "EXHAUSTED 1"),
          Map.entry(
              "403 REQUEST_LIMIT_EXCEEDED ConcurrentPerOrgLongTxn Limit exceeded. /"
                  + " ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
              "RATE_LIMITED 1"),
          Map.entry(
              "403 API_DISABLED_FOR_ORG API is not enabled for this Organization or Partner",
              "FORBIDDEN 1"),
          Map.entry(
              "403 API_DISABLED_FOR_ORG Limits resource is not enabled (wording varies)",
              "FORBIDDEN 1"),
          Map.entry("403 API_CURRENTLY_DISABLED API is disabled for this User", "FORBIDDEN 1"),
          Map.entry("403 INSUFFICIENT_ACCESS (varies)", "FORBIDDEN 1"),
          Map.entry("404 NOT_FOUND The requested resource does not exist", "FORBIDDEN 1"),
          Map.entry("410 (gone) resource version retired", "FORBIDDEN 1"),
          Map.entry("414 - URI Too Long", "FORBIDDEN 1"),
          Map.entry("431 - Request Header Fields Too Large", "FORBIDDEN 1"),
          Map.entry("500 UNKNOWN_EXCEPTION (varies)", "SERVER 1"),
          Map.entry("503 SERVER_UNAVAILABLE (varies)", "SERVER 1"),
          Map.entry("503 - (HTML body) We are down for maintenance", "SERVER 1"),
          Map.entry("420 - (HTML or empty) Salesforce Edge", "SERVER 1"),
          Map.entry("502 - (HTML or empty) Salesforce Edge", "SERVER 1"));

  static List<Map<String, String>> restErrors() throws IOException {
    return ErrorTable.rows("rest-errors.csv");
  }

  @Test
  void theTableOfErrorsIsCoveredWhole() throws Exception {
    assertThat(restErrors().stream().map(SalesforceLimitsSourceTest::key))
        .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
  }

  @ParameterizedTest
  @MethodSource("restErrors")
  void everyErrorHasItsMeaning(Map<String, String> row) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      int status = Integer.parseInt(row.getOrDefault("http", ""));
      String code = row.getOrDefault("errorCode", "");
      String message = row.getOrDefault("message", "");
      byte[] reply =
          code.startsWith("-")
              ? answer(status, "Content-Type: text/html\r\n", bytes("<html>" + message))
              : json(
                  status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code));
      fake.limits = (r, out) -> out.write(reply);

      PollOutcome outcome = fake.source(LONG).read(fake.org(), TestLogins.endless());

      String kind = outcome instanceof Failed f ? f.kind().name() : "EXHAUSTED";
      assertThat(kind + " " + fake.tokenRequests().size()).isEqualTo(EXPECTED.get(key(row)));
      if (outcome instanceof Failed failed) {
        assertThat(failed.detail()).contains("acme-prod").contains("HTTP " + status);
        assertThat(failed.remedy()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limits-A-scratch-or-dev-org-51.json",
        "limits-B-developer-edition-per-app-nested.json",
        "limits-C-developer-edition-v49-nested.json"
      })
  void aRealReplyIsReadPackedAndPlain(String file) throws Exception {
    try (FakeOrg fake = new FakeOrg();
        InputStream in =
            SalesforceLimitsSourceTest.class.getResourceAsStream("/salesforce/" + file)) {
      assertThat(in).isNotNull();
      byte[] body = in.readAllBytes();
      fake.limits = (r, out) -> out.write(answer(200, "", body));
      PollOutcome plain = fake.source(LONG).read(fake.org(), TestLogins.endless());
      fake.limits = (r, out) -> out.write(answer(200, "Content-Encoding: gzip\r\n", gzip(body)));
      PollOutcome packed = fake.source(LONG).read(fake.org(), TestLogins.endless());

      Snapshot whole = LimitsReply.parse(new ByteArrayInputStream(body));
      assertThat(plain).isEqualTo(new Read(whole, "00D000000000001EAA")).isEqualTo(packed);
    }
  }

  @Test
  void theCallSaysWhoWeAreAndUsesTheNewestVersion() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.versions =
          (r, out) ->
              out.write(json(200, FakeOrg.versionList("9.0", "100.0", "67.0", "x", "68.0")));

      fake.source(LONG).read(fake.org(), TestLogins.endless());

      RawServer.Request request = fake.limitsRequests().getFirst();
      assertThat(request.line()).isEqualTo("GET /services/data/v100.0/limits HTTP/1.1");
      assertThat(request.header("Authorization")).isEqualTo("Bearer " + FakeOrg.token(1));
      assertThat(request.header("Accept")).isEqualTo("application/json");
      assertThat(request.header("Accept-Encoding")).isEqualTo("gzip");
      assertThat(request.header("Sforce-Call-Options")).isEqualTo("client=headroom");
      assertThat(request.header("User-Agent")).isEqualTo("Headroom");
      assertThat(fake.versionRequests().getFirst().header("Authorization")).isEmpty();
    }
  }

  @Test
  void tokenAndVersionAreRememberedAndTheVersionIsAskedForAgainAfterADay() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceLimitsSource source = fake.source(LONG);
      source.read(fake.org(), TestLogins.endless());
      source.read(fake.org(), TestLogins.endless());
      fake.now = fake.now.plus(Duration.ofHours(23));
      source.read(fake.org(), TestLogins.endless());
      assertThat(fake.versionRequests()).hasSize(1);

      fake.now = fake.now.plus(Duration.ofHours(2));
      fake.versions = (r, out) -> out.write(json(200, FakeOrg.versionList("63.0")));
      source.read(fake.org(), TestLogins.endless());
      fake.now = fake.now.plus(Duration.ofDays(2));
      fake.versions = (r, out) -> out.write(json(503, ""));
      PollOutcome outcome = source.read(fake.org(), TestLogins.endless());

      assertThat(outcome).isInstanceOf(Read.class);
      assertThat(fake.tokenRequests()).hasSize(1);
      assertThat(fake.limitsRequests().stream().map(r -> r.path().substring(15, 20)))
          .containsExactly("v62.0", "v62.0", "v62.0", "v63.0", "v63.0");
    }
  }

  @Test
  void aPinnedVersionIsUsedWithoutAskingAndItsLossIsReported() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits = (r, out) -> out.write(json(404, "[{\"errorCode\":\"NOT_FOUND\"}]"));

      PollOutcome outcome =
          fake.source(LONG).read(fake.org("acme-prod", "41.0"), TestLogins.endless());

      assertThat(fake.versionRequests()).isEmpty();
      assertThat(fake.limitsRequests()).hasSize(1);
      assertThat(((Failed) outcome).remedy()).contains("apiVersion");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aVersionThatVanishedIsLookedUpOnce(int status) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceLimitsSource source = fake.source(LONG);
      source.read(fake.org(), TestLogins.endless());
      fake.versions = (r, out) -> out.write(json(200, FakeOrg.versionList("61.0")));
      fake.limits =
          (r, out) ->
              out.write(
                  r.path().contains("v61.0")
                      ? json(200, FakeOrg.GOOD_LIMITS)
                      : json(status, NOT_FOUND));

      assertThat(source.read(fake.org(), TestLogins.endless())).isInstanceOf(Read.class);
      assertThat(fake.versionRequests()).hasSize(2);

      fake.limits = (r, out) -> out.write(json(status, NOT_FOUND));
      assertThat(source.read(fake.org(), TestLogins.endless())).isInstanceOf(Failed.class);
      assertThat(fake.versionRequests()).hasSize(3);
    }
  }

  @Test
  void aRefusedTokenIsReplacedOnceAndKept() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits =
          (r, out) ->
              out.write(
                  r.header("Authorization").endsWith(FakeOrg.token(1))
                      ? json(
                          401,
                          "[{\"message\":\"Session expired or"
                              + " invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]")
                      : json(200, FakeOrg.GOOD_LIMITS));
      SalesforceLimitsSource source = fake.source(LONG);

      assertThat(source.read(fake.org(), TestLogins.endless())).isInstanceOf(Read.class);
      assertThat(source.read(fake.org(), TestLogins.endless())).isInstanceOf(Read.class);

      assertThat(fake.tokenRequests()).hasSize(2);
      assertThat(fake.limitsRequests()).hasSize(3);
    }
  }

  @Test
  void anExhaustedOrgTellsTheNumbersOfTheHeader() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      byte[] refusal =
          bytes(
              "[{\"message\":\"TotalRequests Limit"
                  + " exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
      fake.limits =
          (r, out) ->
              out.write(answer(403, "Sforce-Limit-Info: api-usage=15020/15000\r\n", refusal));
      assertThat(fake.source(LONG).read(fake.org(), TestLogins.endless()))
          .isEqualTo(new Exhausted(Reading.ofUsed(15020, 15000), "00D000000000001EAA"));

      fake.limits = (r, out) -> out.write(answer(403, "", refusal));
      assertThat(fake.source(LONG).read(fake.org(), TestLogins.endless()))
          .isEqualTo(new Exhausted(null, "00D000000000001EAA"));
      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  @Test
  void aUsedUpQuotaOfTheAppIsNotTheOrgs() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits =
          (r, out) ->
              out.write(
                  answer(
                      403,
                      "Sforce-Limit-Info: api-usage=25/15000;"
                          + " per-app-api-usage=250/250(appName=Headroom)\r\n",
                      bytes(
                          "[{\"message\":\"TotalRequests Limit"
                              + " exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]")));
      assertThat(fake.source(LONG).read(fake.org(), TestLogins.endless()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.kind()).isEqualTo(FailureKind.RATE_LIMITED);
                assertThat(failed.detail())
                    .contains("the quota of the app Headroom is used up (250 of 250 calls)")
                    .contains("that of the org is not (25 of 15,000)");
                assertThat(failed.told()).isEqualTo(Reading.ofUsed(25, 15_000));
              });
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void aFailedReadingMayStillShowTheUsedCalls() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits =
          (r, out) ->
              out.write(
                  answer(
                      403,
                      "Sforce-Limit-Info: api-usage=14000/15000\r\n",
                      bytes("[{\"message\":\"no\",\"errorCode\":\"INSUFFICIENT_ACCESS\"}]")));
      assertThat(fake.source(LONG).read(fake.org(), TestLogins.endless()))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.told()).isEqualTo(Reading.ofUsed(14_000, 15_000)));
    }
  }

  @Test
  void aCallIsCountedWhenItMayHaveReachedTheOrg() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      TestLogins allowance = TestLogins.endless();
      fake.source(LONG).read(fake.org(), allowance);
      assertThat(allowance.calls()).isEqualTo(fake.limitsRequests().size()).isEqualTo(1);

      fake.limits = (r, out) -> out.write(answer(401, "", bytes("[]")));
      fake.source(LONG).read(fake.org(), allowance);
      assertThat(allowance.calls()).isEqualTo(fake.limitsRequests().size());
    }
  }

  @Test
  void aMissingPermissionHasItsOwnRemedy() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits =
          (r, out) ->
              out.write(
                  json(
                      403,
                      "[{\"message\":\"Limits resource is not"
                          + " enabled\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}]"));
      assertThat(((Failed) fake.source(LONG).read(fake.org(), TestLogins.endless())).remedy())
          .contains("View Setup and Configuration");

      fake.limits =
          (r, out) ->
              out.write(
                  json(
                      403,
                      "[{\"message\":\"API is disabled for this"
                          + " User\",\"errorCode\":\"API_CURRENTLY_DISABLED\"}]"));
      assertThat(((Failed) fake.source(LONG).read(fake.org(), TestLogins.endless())).remedy())
          .contains("API Enabled");
    }
  }

  @Test
  void rudeAnswersAreNoReadingAndSayWhy() throws Exception {
    byte[] good = bytes(FakeOrg.GOOD_LIMITS);
    Map<String, Answer> answers =
        new TreeMap<>(
            Map.of(
                "TIMEOUT stall", (r, out) -> RawServer.hang(),
                "TIMEOUT trickle", SalesforceLimitsSourceTest::trickle,
                "UNREACHABLE hung up", (r, out) -> {},
                "MALFORMED short",
                    (r, out) ->
                        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"A\"")),
                "MALFORMED cut gzip",
                    (r, out) -> {
                      byte[] packed = gzip(good);
                      out.write(
                          answer(
                              200,
                              "Content-Encoding: gzip\r\n",
                              java.util.Arrays.copyOf(packed, packed.length - 9)));
                    },
                "MALFORMED html",
                    (r, out) -> out.write(answer(200, "", bytes("<html>login</html>"))),
                "MALFORMED redirect",
                    (r, out) -> out.write(answer(302, "Location: https://example.com/\r\n", good)),
                "MALFORMED number",
                    (r, out) -> out.write(json(200, "{\"A\":{\"Max\":-1,\"Remaining\":0}}")),
                "TOO_LARGE 40 MB", (r, out) -> out.write(answer(200, "", new byte[40_000_000])),
                "TOO_LARGE bomb",
                    (r, out) ->
                        out.write(
                            answer(
                                200, "Content-Encoding: gzip\r\n", gzip(new byte[40_000_000])))));
    try (FakeOrg fake = new FakeOrg()) {
      for (Map.Entry<String, Answer> rude : answers.entrySet()) {
        fake.limits = rude.getValue();
        boolean slow = rude.getKey().startsWith("TIMEOUT");

        PollOutcome outcome =
            fake.source(slow ? SHORT : LONG).read(fake.org(), TestLogins.endless());

        assertThat(outcome)
            .as(rude.getKey())
            .isInstanceOfSatisfying(
                Failed.class,
                f -> {
                  assertThat(rude.getKey()).startsWith(f.kind().name());
                  assertThat(f.detail()).contains("acme-prod");
                  assertThat(f.remedy()).isNotBlank();
                });
      }
      assertThat(fake.tokenRequests()).hasSize(answers.size());
    }
  }

  @Test
  void theDeadlineHoldsForLoginVersionsAndLimitsTogether() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.token = (r, out) -> RawServer.hang();
      assertThat(kind(fake.source(SHORT).read(fake.org(), TestLogins.endless())))
          .isEqualTo(FailureKind.TIMEOUT);

      fake.token = (r, out) -> out.write(json(200, fake.grant()));
      fake.versions = SalesforceLimitsSourceTest::trickle;
      assertThat(kind(fake.source(SHORT).read(fake.org(), TestLogins.endless())))
          .isEqualTo(FailureKind.TIMEOUT);
      assertThat(fake.limitsRequests()).isEmpty();
    }
  }

  @Test
  void anUnreadableListOfVersionsIsDistinguishedFromAServerFault() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.versions = (r, out) -> out.write(answer(503, "", bytes("<html>maintenance</html>")));
      assertThat(kind(fake.source(LONG).read(fake.org(), TestLogins.endless())))
          .isEqualTo(FailureKind.SERVER);

      fake.versions = (r, out) -> out.write(json(200, "{\"oops\":1}"));
      assertThat(kind(fake.source(LONG).read(fake.org(), TestLogins.endless())))
          .isEqualTo(FailureKind.MALFORMED);
    }
  }

  @Test
  void anInterruptEndsTheReading() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    List<PollOutcome> outcomes = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (FakeOrg fake = new FakeOrg();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      fake.limits =
          (r, out) -> {
            asked.countDown();
            RawServer.hang();
          };
      Future<?> reading =
          threads.submit(
              () -> {
                outcomes.add(fake.source(LONG).read(fake.org(), TestLogins.endless()));
                done.countDown();
              });
      asked.await();
      reading.cancel(true);

      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(kind(outcomes.getFirst())).isEqualTo(FailureKind.TIMEOUT);
    }
  }

  @Test
  void oneStalledOrgDelaysNoOther() throws Exception {
    try (FakeOrg good = new FakeOrg();
        FakeOrg bad = new FakeOrg();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch stalled = new CountDownLatch(50);
      bad.limits =
          (r, out) -> {
            stalled.countDown();
            RawServer.hang();
          };
      SalesforceLimitsSource source = good.source(LONG);
      List<Future<PollOutcome>> slow = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Org org = bad.org("bad-" + i, "62.0");
        slow.add(threads.submit(() -> source.read(org, TestLogins.endless())));
      }
      assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(source.read(good.org(), TestLogins.endless())).isInstanceOf(Read.class);
      assertThat(slow).noneMatch(Future::isDone);
      threads.shutdownNow();
    }
  }

  @Test
  void nobodyListeningIsUnreachable() throws Exception {
    try (FakeOrg other = new FakeOrg();
        ClosedPort nobody = new ClosedPort()) {
      PollOutcome outcome =
          other.source(LONG).read(FakeOrg.orgAt(nobody.url()), TestLogins.endless());

      assertThat(kind(outcome)).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(((Failed) outcome).detail()).contains("refused").contains("acme-prod");
    }
  }

  @Test
  void aLimitThatTheReplyLacksIsNotInvented() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      Read read = (Read) fake.source(LONG).read(fake.org(), TestLogins.endless());

      assertThat(read.snapshot().readings())
          .containsExactly(Map.entry(LimitName.DAILY_API_REQUESTS, new Reading(100, 40)));
    }
  }

  @Test
  void noSecretIsInAnyDetail() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits =
          (r, out) ->
              out.write(
                  json(
                      400,
                      "[{\"message\":\"bad token %s in %s\",\"errorCode\":\"X\"}]"
                          .formatted(FakeOrg.token(1), r.header("Authorization"))));

      Failed failed = (Failed) fake.source(LONG).read(fake.org(), TestLogins.endless());

      assertThat(failed.toString()).contains("bad token ****").doesNotContain("t0ken");
    }
  }

  @Test
  void anInstanceUrlOfTheAnswerIsWhereTheLimitsAreRead() throws Exception {
    try (FakeOrg login = new FakeOrg();
        FakeOrg instance = new FakeOrg()) {
      URI elsewhere = instance.url();
      login.token =
          (r, out) ->
              out.write(
                  json(
                      200,
                      "{\"access_token\":\"00Dx!y\",\"instance_url\":\"%s\"}"
                          .formatted(elsewhere)));

      assertThat(login.source(LONG).read(login.org(), TestLogins.endless()))
          .isInstanceOf(Read.class);
      assertThat(instance.limitsRequests()).hasSize(1);
      assertThat(login.limitsRequests()).isEmpty();
    }
  }

  private static FailureKind kind(PollOutcome outcome) {
    return ((Failed) outcome).kind();
  }

  private static String key(Map<String, String> row) {
    return row.get("http") + " " + row.get("errorCode") + " " + row.get("message");
  }

  private static void trickle(RawServer.Request request, java.io.OutputStream out)
      throws Exception {
    out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
    while (true) {
      out.write(' ');
      out.flush();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
