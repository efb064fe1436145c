package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.salesforce.SalesforceAccessTokens;
import dev.headroom.auth.salesforce.TokenEndpoint;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.fuzz.Mutations;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.salesforce.SalesforceConfig;
import dev.headroom.limits.salesforce.SalesforceLimitsSource;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.pagerduty.PagerDutyNotifier;
import dev.headroom.notify.slack.SlackNotifier;
import dev.headroom.notify.webhook.WebhookNotifier;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an org or a target answers: one clear failure of that one thing. What an org is shown to
 * have is what its answer says to another reader of JSON too.
 */
class HostileAnswersTest {
  private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
  private static final String SECRET = "c1ient-s3cret-of-the-app";
  private static final String TOKEN = "00D000000000001!AQ.synthetic";
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String GRANT =
      "{\"access_token\":\""
          + TOKEN
          + "\",\"instance_url\":\"https://acme.my.salesforce.com\",\"id\":\"https://login.salesforce.com/id/00D/005\",\"token_type\":\"Bearer\"}";
  private static final String VERSIONS =
      "[{\"label\":\"Winter '26\",\"url\":\"/services/data/v65.0\",\"version\":\"65.0\"},"
          + "{\"label\":\"Spring '26\",\"url\":\"/services/data/v66.0\",\"version\":\"66.0\"}]";
  private static final String LIMITS =
      "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14998,\"Ant Migration"
          + " Tool\":{\"Max\":0,\"Remaining\":0}},"
          + "\"DataStorageMB\":{\"Max\":1073,\"Remaining\":1000},\"PermissionSets\":{\"Max\":1500,\"Remaining\":1499,"
          + "\"CreateCustom\":{\"Max\":1000,\"Remaining\":999}}}";
  private static final String ORGANIZATION =
      "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"00D000000000001EAA\",\"InstanceName\":\"USA402\",\"OrganizationType\":\"Enterprise"
          + " Edition\",\"IsSandbox\":false}]}";
  private static final List<String> REFUSALS =
      List.of(
          "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]",
          "[{\"message\":\"TotalRequests Limit"
              + " exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]",
          "[{\"message\":\"The REST API is not enabled for this"
              + " Organization.\",\"errorCode\":\"API_DISABLED_FOR_ORG\"}]",
          "<html><head><title>Down for maintenance</title></head><body>eyJaaaaa....</body></html>");
  private static final List<String> LOGIN_REFUSALS =
      List.of(
          "{\"error\":\"invalid_grant\",\"error_description\":\"user hasn't approved this"
              + " consumer\"}",
          "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials"
              + " eyJaaaaa....\"}");
  private static final List<Integer> ERRORS =
      List.of(300, 302, 400, 401, 403, 404, 410, 420, 429, 500, 503);

  /** How many answers are mutated; more with {@code -Dhostile.answers}. */
  private static final int ANSWERS = Integer.getInteger("hostile.answers", 3_000);

  /** Answers of real orgs, and a small one. */
  private static final List<String> SAMPLES =
      Stream.concat(
              Stream.of(LIMITS),
              Stream.of(
                      "A-scratch-or-dev-org-51",
                      "B-developer-edition-per-app-nested",
                      "C-developer-edition-v49-nested")
                  .map(HostileAnswersTest::sample))
          .toList();

  private static String sample(String name) {
    try (InputStream in =
        HostileAnswersTest.class.getResourceAsStream("/salesforce/limits-" + name + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An org keeps the names that it ever had, up to a bound: after so many slots it is another. */
  private static final int SLOTS = 50;

  private InMemoryAlertStates states = new InMemoryAlertStates();
  private int polls;
  private Map<String, HttpOutcome> answers = Map.of();
  private Instant slot = START;

  @Test
  void noAnswerOfAnOrgThrowsOrIsMistakenForAReading() {
    Mutations texts = new Mutations(20_261_125);
    int read = 0;
    for (int i = 0; i < ANSWERS; i++) {
      String limits = texts.of(SAMPLES);
      HttpOutcome answer = reply(200, limits, texts);
      answers = Map.of("/oauth2/token", reply(200, GRANT), "/limits", answer);
      read += poll(limits) ? 1 : 0;
    }
    System.out.println("hostile limits: " + texts.figures() + "; read " + read);
    assertThat(read).isBetween(1, ANSWERS - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {":0", ":65536", ":99999", ":99999999999", ":8443"})
  void anInstanceAtADisallowedPortIsNotALogin(String port) {
    String instance = "https://acme.my.salesforce.com";
    answers =
        Map.of(
            "/oauth2/token",
            reply(200, GRANT.replace(instance, instance + port)),
            "/limits",
            reply(200, LIMITS));

    assertThat(poll(LIMITS)).isFalse();
    assertThat(requireNonNull(states.read(ORG).problem()).detail()).contains("instance_url");
  }

  @Test
  void aRefusalOfManyDotsIsShown() {
    answers =
        Map.of(
            "/oauth2/token",
            reply(200, GRANT),
            "/limits",
            reply(
                500,
                "[{\"message\":\"eyJaaaaa"
                    + ".".repeat(5_000)
                    + "\",\"errorCode\":\"UNKNOWN_EXCEPTION\"}]"));

    assertThat(poll("")).isFalse();
    assertThat(requireNonNull(states.read(ORG).problem()).detail())
        .endsWith("HTTP 500 UNKNOWN_EXCEPTION (****)");
  }

  @Test
  void noRefusalOfAnOrgThrowsOrIsMistakenForAReading() {
    Mutations texts = new Mutations(7);
    for (int i = 0; i < 1_500; i++) {
      String refusal = texts.of(REFUSALS);
      HttpOutcome answer = reply(texts.any(ERRORS), refusal, texts);
      answers = Map.of("/oauth2/token", reply(200, GRANT), "/limits", answer);
      assertThat(poll("")).isFalse();
    }
    System.out.println("hostile refusals: " + texts.figures());
  }

  @Test
  void noTokenReplyNoVersionsAndNoProfileThrow() {
    Mutations texts = new Mutations(42);
    int read = 0;
    for (int i = 0; i < 1_500; i++) {
      HttpOutcome token =
          i % 3 == 0
              ? reply(texts.any(ERRORS), texts.of(LOGIN_REFUSALS), texts)
              : reply(200, i % 3 == 1 ? texts.of(List.of(GRANT)) : GRANT);
      answers =
          Map.of(
              "/oauth2/token",
              token,
              "/services/data/",
              reply(200, i % 2 == 0 ? VERSIONS : texts.of(List.of(VERSIONS))),
              "/query",
              reply(200, texts.of(List.of(ORGANIZATION))),
              "/limits",
              reply(200, LIMITS));
      read += poll(LIMITS) ? 1 : 0;
    }
    System.out.println("hostile logins: " + texts.figures() + "; read " + read);
    assertThat(read).isBetween(1, 1_499);
  }

  @Test
  void noAnswerOfATargetThrowsAndOnlyWhatItDocumentsIsASuccess() {
    Mutations texts = new Mutations(99);
    List<String> bodies =
        List.of(
            "ok",
            "no_service",
            "channel_is_archived",
            "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}",
            "{\"status\":\"invalid event\",\"errors\":[\"Length of 'routing_key' is incorrect\"]}",
            "eyJaaaaa....");
    List<Integer> statuses = List.of(200, 201, 202, 204, 302, 400, 401, 404, 410, 429, 500);
    OutboundHttp http = new FakeHttp(request -> requireNonNull(answers.get("target")));
    List<Notifier> notifiers =
        List.of(new SlackNotifier(http), new PagerDutyNotifier(http), new WebhookNotifier(http));
    Notification notification =
        Notification.of(
            new OutboxId(ORG, 1, 0),
            Transitions.opened(Severity.ESCALATION, 82_000),
            "acme",
            Map.of(),
            limit -> limit.value(),
            null);
    int accepted = 0;
    for (int i = 0; i < 2_000; i++) {
      Notifier notifier = texts.any(notifiers);
      String body = texts.of(bodies);
      int status = texts.any(statuses);
      answers = Map.of("target", reply(status, body, texts));

      DeliveryResult result = notifier.deliver(notification, target(), START);

      boolean success =
          switch (notifier) {
            case SlackNotifier s -> status == 200 && utf8(body).strip().equals("ok");
            case PagerDutyNotifier p -> status == 202;
            default -> status >= 200 && status < 300;
          };
      assertThat(result instanceof DeliveryResult.Accepted).isEqualTo(success);
      accepted += success ? 1 : 0;
      String said =
          switch (result) {
            case DeliveryResult.Accepted a -> a.receipt();
            case DeliveryResult.Retryable r -> r.detail();
            case DeliveryResult.Rejected r -> r.detail();
            case DeliveryResult.Gone g -> g.detail();
          };
      assertIsFit(said);
    }
    System.out.println("hostile receivers: " + texts.figures() + "; accepted " + accepted);
    assertThat(accepted).isBetween(1, 1_999);
  }

  /** One slot of the org; whether it gave a reading. */
  private boolean poll(String limits) {
    slot = slot.plusSeconds(3_600);
    if (polls++ % SLOTS == 0) {
      states = new InMemoryAlertStates();
    }
    PollReport report = cycle().poll(List.of(new PollMessage(slot, List.of(ORG)))).getFirst();
    Result result = report.orgs().getFirst().result();
    OrgState state = states.read(ORG);

    assertThat(report.isSettled()).as("settled: %s", result).isTrue();
    assertThat(state.lastSlot()).isEqualTo(slot);
    report.orgs().getFirst().remarks().forEach(HostileAnswersTest::assertIsFit);
    if (state.problem() == null) {
      assertThat(result).isInstanceOf(Result.Read.class);
      assertThat(state.lastReadAt()).isEqualTo(slot);
      assertSays(limits, state);
      return true;
    }
    assertIsFit(state.problem().detail());
    assertThat(state.problem().detail()).isNotBlank().doesNotContain("a fault in Headroom");
    if (state.problem().kind() != null) {
      assertThat(result).isInstanceOf(Result.Unread.class);
      assertThat(state.lastReadAt()).isNotEqualTo(slot);
    }
    return false;
  }

  /** Another reader finds the same numbers in {@code limits}. */
  private static void assertSays(String limits, OrgState state) {
    try {
      JsonNode tree = JSON.readTree(utf8(limits));
      state
          .known()
          .forEach(
              (limit, known) -> {
                if (known.current()) {
                  JsonNode entry = entry(tree, limit.value());
                  assertThat(entry.path("Max").isIntegralNumber()).isTrue();
                  assertThat(entry.path("Max").asLong()).isEqualTo(known.reading().max());
                  assertThat(entry.path("Remaining").asLong())
                      .isEqualTo(known.reading().remaining());
                }
              });
      assertThat(tree.size()).isPositive();
    } catch (JsonProcessingException e) {
      throw new AssertionError("taken for a reading, and is no JSON", e);
    }
  }

  /** The entry of a name, whose dots separate it from its parent or are part of it. */
  private static JsonNode entry(JsonNode parent, String name) {
    if (parent.has(name)) {
      return parent.path(name);
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      JsonNode found = entry(parent.path(name.substring(0, dot)), name.substring(dot + 1));
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }

  /** Fit to be logged, shown and stored, and without a secret. */
  private static void assertIsFit(String text) {
    assertThat(PlainText.of(text)).isEqualTo(text);
    assertThat(text).hasSizeLessThan(2_100).doesNotContain(SECRET, "!AQ.synthetic");
  }

  private PollCycle cycle() {
    Org org = PollPorts.org(ORG.value());
    EgressPolicy egress = new EgressPolicy(false);
    OutboundHttp http =
        new FakeHttp(
            request ->
                answers.entrySet().stream()
                    .filter(a -> request.uri().getPath().endsWith(a.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseGet(
                        () ->
                            request.uri().getPath().endsWith("/services/data/")
                                ? reply(200, VERSIONS)
                                : reply(200, ORGANIZATION)));
    SalesforceLimitsSource source =
        new SalesforceLimitsSource(
            http,
            new SalesforceAccessTokens(
                new TokenEndpoint(http, egress, new EnvSecrets(true, v -> SECRET), () -> slot)),
            () -> slot,
            new Config());
    InMemoryUsageHistory history = new InMemoryUsageHistory(() -> START, Duration.ofDays(3_650));
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(List.of(org)), history, states, PollPorts.fleet(List.of())),
        new PollCycle.Sources(source, source),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
            PollPorts.JUDGES),
        SlotObservers.NONE,
        () -> slot,
        Duration.ofMinutes(5),
        new OrgRunner(1));
  }

  private static ResolvedTarget target() {
    return new ResolvedTarget(
        new TargetId("hooks"),
        Map.of(
            "url",
            Secret.of("https://hooks.example.com/services/T0/B0/" + SECRET),
            "secret",
            Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "routingKey",
            Secret.of("0123456789abcdef0123456789abcdef")));
  }

  private static HttpOutcome reply(int status, String body) {
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
  }

  /** With headers that are as hostile. */
  private static HttpOutcome reply(int status, String body, Mutations texts) {
    return new HttpOutcome.Reply(
        status,
        Map.of(
            "Retry-After",
            List.of(texts.any(List.of("1", "-1", "99999999999999999999", "1.5", "\u202e", "Fri"))),
            "Sforce-Limit-Info",
            List.of(texts.any(List.of("api-usage=1/0", "api-usage=", ";".repeat(30_000))))),
        HttpBody.of(body));
  }

  /** As it arrives: what is no UTF-8 is replaced on the way. */
  private static String utf8(String text) {
    return HttpBody.of(text).text();
  }

  private record Config() implements SalesforceConfig {
    @Override
    public Duration deadline() {
      return Duration.ofMinutes(5);
    }

    @Override
    public int maxBodyBytes() {
      return 5_000_000;
    }

    @Override
    public Duration versionsKept() {
      return Duration.ofHours(24);
    }
  }
}
