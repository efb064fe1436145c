package dev.headroom.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.http.RestHttp;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.Told;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OtherTransitions;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Transitions;
import dev.headroom.wiring.TargetTypes;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of target that is spoken to over HTTP must do. */
public abstract class NotifierContract extends NotifierKit {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The caps of the provider, on a request that was as large as it gets. */
  protected abstract void assertWithinCaps(JsonNode body, int bytes);

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
      Told told = receiver.told(JSON.readTree(json(server.requests().getLast())));
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
                          (request.head() + "\n" + request.body())
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
  public void anAttemptEndsAfterFifteenSecondsAndMayHaveBeenReceived() {
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

  /**
   * Counted from the moment at which the answer was read, so a little less than from the request.
   */
  @Test
  void aDateIsObeyedToTheMoment() throws Exception {
    String header = "Retry-After: Wed, 25 Nov 2026 12:01:00 GMT\r\n";
    try (RawServer server =
        new RawServer((request, out) -> out.write(RawServer.answer(503, header, new byte[0])))) {
      assertThat(deliver(server, opened()))
          .isInstanceOfSatisfying(
              DeliveryResult.Retryable.class,
              r ->
                  assertThat(r.retryAfter())
                      .isLessThanOrEqualTo(Duration.ofMinutes(1))
                      .isGreaterThan(Duration.ofSeconds(30)));
    }
  }

  @Test
  void triggerAndResolveHaveTheSameDedupKey() throws Exception {
    try (RawServer server = accepting()) {
      for (Transition transition : transitions().values()) {
        assertThat(kind(deliver(server, notification(transition)))).isEqualTo("accepted");
      }
      assertThat(server.requests()).hasSize(requestsOfALife());
      for (RawServer.Request request : server.requests()) {
        Optional<String> key = dedupKey(request, JSON.readTree(json(request)));
        assertThat(key.orElse(Transitions.KEY.hash())).isEqualTo(Transitions.KEY.hash());
      }
    }
  }

  @Test
  public void everyAttemptHasTheSameBody() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      notifier(http).deliver(opened(), target(url(server)), AT.plusSeconds(3_600));
      assertThat(server.requests())
          .extracting(RawServer.Request::body)
          .hasSize(2)
          .containsOnly(server.requests().getFirst().body());
      assertThat(server.requests().getFirst().header("content-type")).startsWith(mediaType());
    }
  }

  /** A notification whose every text is longer than any provider takes. */
  private static Notification huge() {
    Map<String, String> tags = new TreeMap<>();
    IntStream.range(0, 2_000).forEach(i -> tags.put("tag" + i, "<&>\"ü😀".repeat(60)));
    return Notification.of(
        new OutboxId(Transitions.ORG, 17, 0),
        Transitions.opened(Severity.ATTENTION, 62_000),
        "t".repeat(64),
        tags,
        limit -> "<&>😀".repeat(2_000),
        URI.create("https://headroom.example.com/orgs/acme-prod"));
  }

  @Test
  void whatIsTooLongForTheProviderIsCut() throws Exception {
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, huge()))).isEqualTo("accepted");
      String body = json(telling(server.requests()));
      assertWithinCaps(JSON.readTree(body), body.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  /** Each cap is met at an even and at an odd place of a text that is all surrogate pairs. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void noCutGoesThroughACharacter(int shift) throws Exception {
    String text = "x".repeat(shift) + "😀ü€".repeat(10_000);
    Notification long_ =
        Notification.of(
            new OutboxId(Transitions.ORG, 17, 0),
            Transitions.opened(Severity.ATTENTION, 62_000),
            "t" + text.substring(0, shift + 60),
            Map.of(
                "y".repeat(shift) + "😀".repeat(60),
                text.substring(0, shift + 240),
                "owner",
                "erp"),
            limit -> text,
            URI.create("https://headroom.example.com/orgs/acme-prod"));
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, long_))).isEqualTo("accepted");
      String body = json(telling(server.requests()));
      assertThat(body).doesNotContain("\uFFFD");
      assertThat(body.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
      assertThat(body.toLowerCase(Locale.ROOT)).doesNotContain("\\ud83d\"");
    }
  }

  /** What looks like markup, a template, a mention or the end of a string is only text. */
  @Test
  void anyReplyOfAnOrgIsAcceptedAndBreaksNothing() throws Exception {
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, hostile()))).isEqualTo("accepted");
      RawServer.Request request = telling(server.requests());
      assertThat(JSON.readTree(json(request)).isObject()).isTrue();
      assertInert(JSON.readTree(json(request)), json(request));
    }
  }

  /** Each target may say it in its own form; letters and digits are the same in all of them. */
  @Test
  void everyPartOfAMessageIsInIt() throws Exception {
    Transition transition =
        Objects.requireNonNull(OtherTransitions.byName().get("culprits-measured"));
    Notification n = notification(transition);
    try (RawServer server = serving(receiver(transition))) {
      assertThat(kind(deliver(server, n))).isEqualTo("accepted");
      StringBuilder texts = new StringBuilder();
      for (RawServer.Request request : server.requests()) {
        addTexts(JSON.readTree(json(request)), texts);
      }
      String sent = lettersAndDigits(texts.toString());
      List<String> parts = new ArrayList<>(ADVICE.steps());
      parts.addAll(
          List.of(
              n.title(),
              "82,000",
              "100,000",
              "9,000",
              "since 10:05 usage runs at 3.1x",
              "(86 %)",
              "Order Export",
              ADVICE.consequence(),
              "https://headroom.example.com/orgs/acme-prod"));
      assertThat(parts).hasSize(12);
      for (String part : parts) {
        assertThat(sent).as(part).contains(lettersAndDigits(part));
      }
    }
  }

  private static void addTexts(JsonNode node, StringBuilder texts) {
    if (node.isValueNode()) {
      texts.append(node.asText()).append('\n');
    }
    node.forEach(inner -> addTexts(inner, texts));
  }

  private static String lettersAndDigits(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** That {@link #HOSTILE} does nothing in a message; by default that it is JSON is all. */
  protected void assertInert(JsonNode body, String text) {}

  @Test
  void payloadsAreThoseOfTheGoldenFiles() throws Exception {
    Path folder = GOLDEN.resolve(notifier(http).type().name());
    Map<String, Transition> all = new TreeMap<>(transitions());
    all.putAll(OtherTransitions.byName());
    for (Map.Entry<String, Transition> one : all.entrySet()) {
      try (RawServer server = serving(receiver(one.getValue()))) {
        assertThat(kind(deliver(server, notification(one.getValue())))).isEqualTo("accepted");
        JsonNode sent = JSON.readTree(json(telling(server.requests())));
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

  /** The reference has a table of kinds by cases, whose rows are what was seen here. */
  @Test
  void theRowOfTheContractTableIsTrue() throws Exception {
    ContractRow row =
        new ContractRow(notifier(http).type().name())
            .statuses(
                status ->
                    deliver(
                        new FakeHttp(request -> reply(status, "")),
                        "http://localhost" + PATH,
                        opened()));
    try (RawServer server = new RawServer((request, out) -> out.close())) {
      row.lost(deliver(server, opened()));
    }
    try (RawServer server = accepting()) {
      Map<String, Transition> all = transitions();
      for (String each : List.of("opened", "escalated", "de-escalated", "resolved")) {
        deliver(server, notification(Objects.requireNonNull(all.get(each))));
      }
      List<JsonNode> bodies = new ArrayList<>();
      for (RawServer.Request request : server.requests()) {
        bodies.add(request.body().isEmpty() ? JSON.nullNode() : JSON.readTree(json(request)));
      }
      row.key(
              Transitions.KEY.hash(),
              bodies,
              server.requests().stream().map(RawServer.Request::path).toList())
          .requests(bodies.size());
    }
    try (RawServer server = accepting()) {
      deliver(server, huge());
      String body = json(telling(server.requests()));
      row.largest(body.getBytes(StandardCharsets.UTF_8).length);
    }
    assertThat(row).hasToString(row.onThePage());
  }

  private void assertNoSecret(DeliveryResult result) {
    String text = result.toString();
    for (String secret : secrets()) {
      assertThat(text).doesNotContain(secret);
    }
    assertThat(text).doesNotContain("CANARY").doesNotContain("canary");
  }
}
