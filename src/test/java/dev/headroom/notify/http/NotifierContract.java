package dev.headroom.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.http.RestHttp;
import dev.headroom.limits.LimitName;
import dev.headroom.local.receiver.Answer;
import dev.headroom.local.receiver.Incoming;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.Told;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.OtherTransitions;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Statuses;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.wiring.TargetTypes;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of target that is spoken to over HTTP must do. */
public abstract class NotifierContract {
  /** When attempts are made. */
  protected static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  /** Part of every target's address, and a secret of some. */
  protected static final String PATH = "/services/T0CANARY/B0CANARY/canaryXcanaryXcanary";

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Instant LATER = Transitions.OPENED_AT.plusSeconds(300);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutboundHttp http = new RestHttp(new EgressPolicy(true));

  /** Real calls, also to this machine. */
  protected OutboundHttp http() {
    return http;
  }

  /** The notifier under test, calling through {@code http}. */
  protected abstract Notifier notifier(OutboundHttp http);

  /** Settings of a target at {@code url}, with references followed. */
  protected abstract Map<String, String> settings(String url);

  /** What no message may hold; {@link #PATH} is one for all. */
  protected abstract List<String> secrets();

  /** The alert's key in a request; empty where the target knows none. */
  protected abstract Optional<String> dedupKey(RawServer.Request request, JsonNode body);

  /** The caps of the provider, on a request that was as large as it gets. */
  protected abstract void assertWithinCaps(JsonNode body, int bytes);

  /** Stands in for the provider: it takes what the provider would, and refuses the rest. */
  protected abstract Receiver receiver();

  /** A status and a body by which a receiver says that it took the message. */
  protected abstract HttpOutcome.Reply success();

  /** Whether the receiver's documentation calls this answer a success. */
  protected abstract boolean isSuccess(int status, String body);

  /** What an answer without a body means that is no success, by its status. */
  protected DeliveryResult expected(int status) {
    return Statuses.judge(status, "", null);
  }

  /** An answer of {@code status} and {@code body}. */
  protected static HttpOutcome.Reply reply(int status, String body) {
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
  }

  @Test
  void theKindIsOnTheListThatManifestsAreCheckedAgainst() {
    assertThat(TargetTypes.ALL).contains(notifier(http).type());
  }

  @Test
  void theReceiverIsOfTheSameKindAndFindsWhatAMessageTells() throws Exception {
    Receiver receiver = receiver();
    assertThat(receiver.type()).isEqualTo(notifier(http).type().name());
    try (RawServer server = accepting()) {
      deliver(server, opened());
      Told told = receiver.told(JSON.readTree(server.requests().getLast().body()));
      assertThat(told.title()).contains("acme-prod: Daily API requests at 62 % of 100,000");
      assertThat(told.org()).isIn("acme-prod", "");
    }
  }

  @Test
  void everyStatusIsJudgedAsTheTableSays() throws Exception {
    int[] status = {0};
    try (RawServer server =
        new RawServer((request, out) -> out.write(RawServer.answer(status[0], "", new byte[0])))) {
      for (int s = 200; s < 600; s++) {
        status[0] = s;
        Object expected = isSuccess(s, "") ? "accepted" : kind(expected(s));
        assertThat(kind(deliver(server, opened()))).as("status " + s).isEqualTo(expected);
      }
      assertThat(server.requests()).hasSize(400);
    }
  }

  static Stream<Arguments> answersOfSomebodyElse() {
    List<String> bodies =
        List.of(
            "",
            "ok",
            "ok\n",
            " ok ",
            "OK",
            "okay",
            "ok: queued",
            "{\"ok\": true}",
            "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}",
            "<html>Sign in to the guest network</html>");
    return IntStream.of(200, 201, 202, 203, 204, 206)
        .boxed()
        .flatMap(status -> bodies.stream().map(body -> Arguments.of(status, body)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answersOfSomebodyElse")
  void onlyTheDocumentedSuccessIsSuccess(int status, String body) {
    // Under 204 a server sends no body, and what is never sent is not judged here.
    String sent = status == 204 ? "" : body;
    DeliveryResult result =
        deliver(new FakeHttp(request -> reply(status, sent)), "http://localhost/x", opened());
    if (isSuccess(status, sent)) {
      assertThat(result).isInstanceOf(DeliveryResult.Accepted.class);
    } else {
      assertThat(result)
          .isInstanceOfSatisfying(
              DeliveryResult.Retryable.class,
              r -> {
                assertThat(r.kind()).isEqualTo(RetryKind.UNEXPECTED);
                assertThat(r.detail()).contains("answered " + status).contains(sent.strip());
              });
    }
  }

  @Test
  void noSecretIsInAnyMessageThoughTheReceiverRepeatsAllItGot() throws Exception {
    for (int status : List.of(200, 302, 400, 401, 404, 410, 429, 500)) {
      try (RawServer server =
          new RawServer(
              (request, out) ->
                  out.write(
                      RawServer.answer(
                          status,
                          "",
                          (request.line() + "\n" + request.body())
                              .getBytes(StandardCharsets.UTF_8))))) {
        assertNoSecret(deliver(server, opened()));
      }
    }
  }

  @Test
  void noSecretIsInTheMessageOfACallThatFailed() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    DeliveryResult nobody = deliver(http, "http://localhost:" + free + PATH, opened());
    assertThat(nobody)
        .isInstanceOfSatisfying(
            DeliveryResult.Retryable.class,
            r -> {
              assertThat(r.kind()).isEqualTo(RetryKind.UNREACHABLE);
              assertThat(r.maybeReceived()).isFalse();
            });
    assertNoSecret(nobody);
    for (String address : List.of("::" + PATH, "http://exa mple" + PATH, "nowhere")) {
      DeliveryResult unreadable = deliver(http, address, opened());
      assertThat(kind(unreadable)).isEqualTo(RejectKind.CONFIG);
      assertNoSecret(unreadable);
    }
  }

  @Test
  void anAddressThatMustNotBeCalledIsNotCalled() throws Exception {
    OutboundHttp strict = new RestHttp(new EgressPolicy(false));
    try (RawServer server = accepting()) {
      DeliveryResult result = deliver(strict, url(server), opened());
      assertThat(kind(result)).isEqualTo(RejectKind.CONFIG);
      assertNoSecret(result);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aConnectionThatIsLostAfterSendingMayHaveBeenReceived() throws Exception {
    try (RawServer server = new RawServer((request, out) -> out.close())) {
      assertThat(deliver(server, opened()))
          .isInstanceOfSatisfying(
              DeliveryResult.Retryable.class, r -> assertThat(r.maybeReceived()).isTrue());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anAttemptEndsAfterFifteenSecondsAndMayHaveBeenReceived() {
    OutboundHttp slow =
        new FakeHttp(
            request -> {
              assertThat(request.deadline()).isEqualTo(Duration.ofSeconds(15));
              return new HttpOutcome.TimedOut(request.place() + " was too slow", true);
            });
    assertThat(Sender.TIMEOUT).isEqualTo(Duration.ofSeconds(15));
    assertThat(deliver(slow, "http://localhost" + PATH, opened()))
        .isEqualTo(
            new DeliveryResult.Retryable(
                RetryKind.TIMEOUT, "http://localhost/... was too slow", null, true));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (RawServer elsewhere = accepting();
        RawServer server =
            new RawServer(
                (request, out) ->
                    out.write(
                        RawServer.answer(
                            307, "Location: " + elsewhere.uri("/") + "\r\n", new byte[0])))) {
      assertThat(kind(deliver(server, opened()))).isEqualTo(RejectKind.CONFIG);
      assertThat(server.requests()).hasSize(1);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, PT7S",
    "429, 0.5, PT0.5S",
    "503, 'Wed, 25 Nov 2026 12:01:00 GMT', PT1M",
    "503, nonsense, ",
    "500, 7, ",
  })
  void retryAfterIsReadWhereItCounts(int status, String header, Duration wait) throws Exception {
    try (RawServer server =
        new RawServer(
            (request, out) ->
                out.write(
                    RawServer.answer(status, "Retry-After: " + header + "\r\n", new byte[0])))) {
      assertThat(deliver(server, opened()))
          .isInstanceOfSatisfying(
              DeliveryResult.Retryable.class, r -> assertThat(r.retryAfter()).isEqualTo(wait));
    }
  }

  @Test
  void triggerAndResolveHaveTheSameDedupKey() throws Exception {
    try (RawServer server = accepting()) {
      for (Transition transition : transitions().values()) {
        assertThat(kind(deliver(server, notification(transition)))).isEqualTo("accepted");
      }
      assertThat(server.requests()).hasSize(4);
      for (RawServer.Request request : server.requests()) {
        Optional<String> key = dedupKey(request, JSON.readTree(request.body()));
        assertThat(key.orElse(Transitions.KEY.hash())).isEqualTo(Transitions.KEY.hash());
      }
    }
  }

  @Test
  void everyAttemptHasTheSameBody() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      notifier(http).deliver(opened(), target(url(server)), AT.plusSeconds(3_600));
      assertThat(server.requests())
          .extracting(RawServer.Request::body)
          .hasSize(2)
          .containsOnly(server.requests().getFirst().body());
      assertThat(server.requests().getFirst().header("content-type"))
          .startsWith("application/json");
    }
  }

  @Test
  void whatIsTooLongForTheProviderIsCut() throws Exception {
    Map<String, String> tags = new HashMap<>();
    IntStream.range(0, 2_000).forEach(i -> tags.put("tag" + i, "<&>\"ü😀".repeat(60)));
    Notification huge =
        Notification.of(
            new OutboxId(Transitions.ORG, 17, 0),
            Transitions.opened(Severity.ATTENTION, 62_000),
            "t".repeat(64),
            tags,
            limit -> "<&>😀".repeat(2_000),
            URI.create("https://headroom.example.com/orgs/acme-prod"));
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, huge))).isEqualTo("accepted");
      String body = server.requests().getFirst().body();
      assertWithinCaps(JSON.readTree(body), body.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void payloadsAreThoseOfTheGoldenFiles() throws Exception {
    Path folder = GOLDEN.resolve(notifier(http).type().name());
    try (RawServer server = accepting()) {
      Map<String, Transition> all = new TreeMap<>(transitions());
      all.putAll(OtherTransitions.byName());
      for (Map.Entry<String, Transition> one : all.entrySet()) {
        deliver(server, notification(one.getValue()));
        JsonNode sent = JSON.readTree(server.requests().getLast().body());
        Path file = folder.resolve(one.getKey() + ".json");
        if (Boolean.getBoolean("golden.rewrite")) {
          Files.createDirectories(folder);
          Files.writeString(
              file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sent) + "\n");
        }
        assertThat(sent).as(file.toString()).isEqualTo(JSON.readTree(file.toFile()));
      }
    }
  }

  /** The receiver of this kind of target, over real HTTP. */
  protected RawServer accepting() {
    Receiver receiver = receiver();
    return new RawServer((request, out) -> out.write(answer(receiver, request)));
  }

  private static byte[] answer(Receiver receiver, RawServer.Request request) {
    Map<String, String> headers = new HashMap<>();
    request
        .head()
        .lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(
            line ->
                headers.put(
                    line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                    line.substring(line.indexOf(':') + 1).trim()));
    String method = request.line().substring(0, request.line().indexOf(' '));
    Answer answer =
        receiver.answer(
            new Incoming(method, request.path().substring(PATH.length()), headers, request.body()));
    return RawServer.answer(
        answer.status(),
        answer.mediaType().isEmpty() ? "" : "Content-Type: " + answer.mediaType() + "\r\n",
        answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Makes one attempt at {@code server}. */
  protected DeliveryResult deliver(RawServer server, Notification notification) {
    return deliver(http, url(server), notification);
  }

  /** An opening. */
  protected static Notification opened() {
    return notification(Transitions.opened(Severity.ATTENTION, 62_500));
  }

  /** A notification as it is in the golden files. */
  protected static Notification notification(Transition transition) {
    return Notification.of(
        new OutboxId(Transitions.ORG, 17, 0),
        transition,
        "acme",
        Map.of("env", "prod", "owner", "erp-team"),
        limit ->
            limit.equals(LimitName.DAILY_API_REQUESTS)
                ? "Daily API requests"
                : limit.value().replace("MB", ""),
        URI.create(
            "https://headroom.example.com"
                + (transition.key().org().isFleet() ? "/alerts" : "/orgs/acme-prod")));
  }

  /** One of each kind about the use of a limit, by its word. */
  protected static Map<String, Transition> transitions() {
    Map<String, Transition> all = new TreeMap<>();
    all.put("opened", Transitions.opened(Severity.ATTENTION, 62_500));
    all.put(
        "escalated", Transitions.escalated(Severity.ATTENTION, Severity.EXHAUSTED, LATER, 100_012));
    all.put(
        "de-escalated",
        Transitions.deEscalated(Severity.EXHAUSTED, Severity.ESCALATION, LATER, 81_250));
    all.put("resolved", Transitions.resolved(Severity.ESCALATION, LATER, 12_345));
    return all;
  }

  /** A target at {@code url}. */
  protected ResolvedTarget target(String url) {
    Map<String, Secret> resolved = new HashMap<>();
    settings(url).forEach((name, value) -> resolved.put(name, Secret.of(value)));
    return new ResolvedTarget(new TargetId("mine"), resolved);
  }

  /** The address of the target at {@code server}. */
  protected static String url(RawServer server) {
    return server.uri(PATH).toString();
  }

  private DeliveryResult deliver(OutboundHttp http, String url, Notification notification) {
    return notifier(http).deliver(notification, target(url), AT);
  }

  private void assertNoSecret(DeliveryResult result) {
    String text = result.toString();
    for (String secret : secrets()) {
      assertThat(text).doesNotContain(secret);
    }
    assertThat(text).doesNotContain("CANARY").doesNotContain("canary");
  }

  /** What a result is, without its words. */
  protected static Object kind(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Accepted a -> "accepted";
      case DeliveryResult.Retryable r -> r.kind();
      case DeliveryResult.Rejected r -> r.kind();
      case DeliveryResult.Gone g -> "gone";
    };
  }
}
