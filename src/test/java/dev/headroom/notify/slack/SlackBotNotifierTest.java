package dev.headroom.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.SlackBotReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SlackBotNotifierTest extends NotifierContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "xoxb-0canary-0canary-canarycanary";
  private static final Notification WORSE =
      notification(
          Transitions.escalated(
              Severity.ATTENTION,
              Severity.EXHAUSTED,
              Transitions.OPENED_AT.plusSeconds(300),
              100_000));

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new SlackBotNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new SlackBotReceiver();
  }

  /** All but the first transition of an alert find its message. */
  @Override
  protected Receiver receiver(Transition transition) {
    SlackBotReceiver receiver = new SlackBotReceiver();
    if (!(transition instanceof Transition.Opened)) {
      receiver.post(metadata(notification(transition)));
    }
    return receiver;
  }

  private static Map<String, Object> metadata(Notification n) {
    return Map.of("event_type", SlackPost.EVENT, "event_payload", SlackPost.payload(n));
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "token", TOKEN, "channel", "C0123456789");
  }

  @Override
  protected List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return body.has("metadata")
        ? Optional.of(body.at("/metadata/event_payload/key").asText())
        : Optional.empty();
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"ok\":true,\"messages\":[],\"ts\":\"1.2\"}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 200 && body.equals("{\"ok\": true}");
  }

  /** A look-up and a message each, and a reply to the escalation. */
  @Override
  protected int requestsOfALife() {
    return 9;
  }

  /** The message itself; a reply comes after it. */
  @Override
  protected RawServer.Request telling(List<RawServer.Request> requests) {
    return requests.get(1);
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("text").asText()).hasSizeLessThanOrEqualTo(3_000);
    assertThat(body.get("blocks").toString()).hasSizeLessThanOrEqualTo(13_200);
  }

  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(text).doesNotContain("<!channel>").doesNotContain("<@U1>");
  }

  /** The second attempt finds what the first one posted. */
  @Test
  @Override
  public void everyAttemptHasTheSameBody() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      deliver(server, opened());
      assertThat(server.requests())
          .extracting(r -> r.path().replace(PATH, "").replaceFirst("\\?.*", ""))
          .containsExactly(
              "/conversations.history",
              "/chat.postMessage",
              "/conversations.history",
              "/chat.update");
      JsonNode first = JSON.readTree(server.requests().get(1).body());
      JsonNode second = JSON.readTree(server.requests().get(3).body());
      assertThat(second.get("blocks")).isEqualTo(first.get("blocks"));
      assertThat(server.requests().get(1).header("content-type")).startsWith("application/json");
    }
  }

  @Test
  @Override
  public void anAttemptEndsAfterFifteenSecondsAndMayHaveBeenReceived() {
    List<FakeHttp.Request> requests = new ArrayList<>();
    FakeHttp slow =
        new FakeHttp(
            request -> {
              requests.add(request);
              return requests.size() == 1
                  ? success()
                  : new HttpOutcome.TimedOut(request.place() + " was too slow", true);
            });
    assertThat(new SlackBotNotifier(slow).deliver(opened(), target("http://localhost" + PATH), AT))
        .isEqualTo(
            new DeliveryResult.Retryable(
                RetryKind.TIMEOUT, "http://localhost/... was too slow", null, true));
    assertThat(requests.stream().map(FakeHttp.Request::deadline).reduce(Duration::plus).get())
        .isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aWorseAlertIsEditedAndTheChannelHearsOfIt() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      deliver(server, WORSE);
      assertThat(server.requests())
          .extracting(r -> r.path().replace(PATH, "").replaceFirst("\\?.*", ""))
          .endsWith("/conversations.history", "/chat.update", "/chat.postMessage");
      JsonNode reply = JSON.readTree(server.requests().getLast().body());
      assertThat(reply.get("reply_broadcast").asBoolean()).isTrue();
      assertThat(reply.get("thread_ts").asText()).isEqualTo("1764064800.000001");
    }
  }

  @Test
  void withEditsOnlyNoMessageIsSent() throws Exception {
    try (RawServer server = accepting()) {
      ResolvedTarget target =
          new ResolvedTarget(
              new TargetId("bot"),
              Map.of("url", Secret.of(url(server)), "token", Secret.of(TOKEN)),
              Map.of("channel", "C1", "escalations", "edit"),
              false);
      new SlackBotNotifier(http()).deliver(opened(), target, AT);
      new SlackBotNotifier(http()).deliver(WORSE, target, AT);
      assertThat(server.requests()).hasSize(4);
      assertThat(server.requests().getLast().path()).endsWith("/chat.update");
    }
  }

  @Test
  void anotherEpisodeIsAnotherMessage() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      deliver(
          server,
          notification(
              Transitions.openedAt(
                  Transitions.OPENED_AT.plusSeconds(9_000), Severity.ATTENTION, 62_500)));
      assertThat(server.requests().getLast().path()).endsWith("/chat.postMessage");
    }
  }

  @Test
  void historyIsReadFromTenMinutesBeforeTheOpening() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      assertThat(server.requests().getFirst().path())
          .isEqualTo(
              PATH
                  + "/conversations.history?channel=C0123456789&oldest="
                  + Transitions.OPENED_AT.minusSeconds(600).getEpochSecond()
                  + "&limit=50&include_all_metadata=true");
    }
  }

  @Test
  void theSecondPageIsReadAndNoThird() {
    List<FakeHttp.Request> requests = new ArrayList<>();
    FakeHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return reply(
                  200,
                  "{\"ok\":true,\"messages\":[],\"response_metadata\":{\"next_cursor\":\"a=b\"}}");
            });
    new SlackBotNotifier(http).deliver(opened(), target("http://localhost" + PATH), AT);
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1).uri().toString()).endsWith("&cursor=a%3Db");
    assertThat(requests.get(2).uri().toString()).endsWith("/chat.postMessage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_not_found", "cant_update_message", "edit_window_closed"})
  void aMessageThatCannotBeEditedIsPostedAnew(String error) {
    List<FakeHttp.Request> requests = new ArrayList<>();
    String payload =
        "{\"key\":\""
            + Transitions.KEY.hash()
            + "\",\"opened_at\":\""
            + Transitions.OPENED_AT
            + "\"}";
    FakeHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return switch (requests.size()) {
                case 1 ->
                    reply(
                        200,
                        "{\"ok\":true,\"messages\":[{\"ts\":\"1.2\",\"metadata\":{\"event_type\":\"headroom_alert\",\"event_payload\":"
                            + payload
                            + "}}]}");
                case 2 -> reply(200, "{\"ok\":false,\"error\":\"" + error + "\"}");
                default -> success();
              };
            });
    assertThat(
            kind(new SlackBotNotifier(http).deliver(WORSE, target("http://localhost" + PATH), AT)))
        .isEqualTo("accepted");
    assertThat(requests).hasSize(3);
    assertThat(requests.get(2).uri().toString()).endsWith("/chat.postMessage");
  }

  @ParameterizedTest
  @CsvSource({
    "200, invalid_auth, UNUSABLE",
    "200, token_revoked, UNUSABLE",
    "200, missing_scope, UNUSABLE",
    "200, not_in_channel, UNUSABLE",
    "200, channel_not_found, UNUSABLE",
    "200, is_archived, UNUSABLE",
    "200, invalid_blocks, POISON",
    "200, msg_too_long, POISON",
    "200, ratelimited, RATE_LIMITED",
    "429, ratelimited, RATE_LIMITED",
    "200, internal_error, UNEXPECTED",
    "503, service_unavailable, SERVER",
  })
  void slacksWordsSayWhoMustAct(int status, String error, String expected) {
    assertThat(
            kind(new SlackBotNotifier(
                        new FakeHttp(
                            r -> reply(status, "{\"ok\":false,\"error\":\"" + error + "\"}")))
                    .deliver(opened(), target("http://localhost" + PATH), AT))
                .toString())
        .isEqualTo(expected);
  }
}
