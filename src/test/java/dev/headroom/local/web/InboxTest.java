package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.local.receiver.PagerDutyReceiver;
import dev.headroom.local.receiver.Receivers;
import dev.headroom.local.receiver.WebhookReceiver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The inbox takes what targets send, answers as they do and shows it without secrets. */
@QuarkusTest
@TestProfile(WebProfile.class)
class InboxTest {
  private static final String EVENT =
      """
      {"routing_key": "R0UT1NGK3Y", "event_action": "trigger", "dedup_key": "abc",
       "payload": {"summary": "acme-prod: Daily API requests at 82 % (escalation)",
         "source": "acme-prod", "severity": "error",
         "custom_details": {"transition": "opened", "severity": "escalation"}}}
      """;

  @Test
  void pagerDutyAcceptsAnEventWith202AndItsDedupKey() {
    Response answer = post("pagerduty", EVENT);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.jsonPath().<String, Object>getMap("$"))
        .isEqualTo(Map.of("status", "success", "message", "Event processed", "dedup_key", "abc"));
  }

  @ParameterizedTest(name = "{0} gets {2} for {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "pagerduty | {} | 400 | invalid event",
        "pagerduty | no JSON | 400 | JSON is invalid",
        "slack | {\"text\": \"hello\"} | 200 | ok",
        "slack | {} | 400 | missing_text_or_fallback_or_attachments",
        "slack | no JSON | 400 | invalid_payload",
        "webhook | {\"type\": \"alert.opened\"} | 204 | ''",
        "any-other | whatever | 204 | ''"
      })
  void answersAreThoseOfTheRealReceivers(String name, String body, int status, String text) {
    Response answer = post(name, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.asString()).contains(text);
  }

  @Test
  void messageIsKeptWithHeadersAndBodyAndWithoutSecrets() {
    given()
        .port(TestPorts.pages())
        .contentType(ContentType.JSON)
        .header("Webhook-Signature", "v1,c2ln")
        .header("Authorization", "Bearer s3cret")
        .body("{\"type\": \"alert.opened\",  \"data\": {\"org\": \"acme-prod\"}}")
        .post("/inbox/webhook");
    post("pagerduty", EVENT);

    List<Map<String, Object>> kept =
        given().port(TestPorts.pages()).get("/api/inbox").jsonPath().getList("$");

    assertThat(kept).hasSizeGreaterThanOrEqualTo(2);
    Map<String, Object> webhook = kept.get(kept.size() - 2);
    assertThat(webhook)
        .containsEntry("path", "/inbox/webhook")
        .containsEntry("receivedAt", "2026-03-01T08:00:00.000Z")
        // As sent, to the blank: a signature is over these very bytes.
        .containsEntry("body", "{\"type\": \"alert.opened\",  \"data\": {\"org\": \"acme-prod\"}}");
    assertThat(webhook.get("headers"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("webhook-signature", "v1,c2ln")
        .containsEntry("authorization", Inbox.MASK);
    assertThat((String) kept.get(kept.size() - 1).get("body"))
        .contains("\"routing_key\": \"" + Inbox.MASK + "\"")
        .contains("\"dedup_key\": \"abc\"");
    assertThat(given().port(TestPorts.pages()).get("/inbox").asString())
        .doesNotContain("R0UT1NGK3Y")
        .doesNotContain("s3cret");
  }

  @Test
  void pageShowsWhatAMessageTells() {
    post("pagerduty", EVENT);

    assertThat(given().port(TestPorts.pages()).get("/inbox").asString())
        .contains("PagerDuty")
        .contains("acme-prod: Daily API requests at 82 % (escalation)")
        .contains(">opened<");
  }

  @Test
  void tooLargeMessageIsRefusedAndNotKept() {
    Response answer = post("webhook", "x".repeat(513 * 1024));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void onlyTheNewestMessagesAreKept() {
    Inbox inbox = inbox();
    for (int i = 0; i < Inbox.MAX_MESSAGES + 3; i++) {
      inbox.keep("webhook", 204, Map.of(), "message " + i);
    }

    assertThat(inbox.received()).isEqualTo(Inbox.MAX_MESSAGES + 3);
    assertThat(inbox.messages()).hasSize(Inbox.MAX_MESSAGES);
    assertThat(inbox.messages().get(0).body()).isEqualTo("message 3");
  }

  @Test
  void manyLargeMessagesFitIntoTheInbox() {
    Inbox inbox = inbox();
    String large = "\uFFFD".repeat(512 * 1024);
    for (int i = 0; i < 236; i++) {
      inbox.keep("webhook", 204, Map.of("x-n", "" + i), large);
    }
    for (int i = 0; i < 236; i++) {
      inbox.keep("webhook", 204, Map.of("x-large", large, "x-n", "" + i), "");
    }

    assertThat(inbox.messages().stream().mapToLong(InboxMessage::jsonBytes).sum())
        .isLessThanOrEqualTo(Inbox.MAX_JSON_BYTES);
    assertThat(inbox.messages().getLast().headers()).containsEntry("x-n", "235");
    assertThat(inbox.received()).isEqualTo(472);
  }

  /** A control character is six in JSON: counted as one, the API's answer had 25 MB. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u001F", "\"", "\\", "\uFFFD", "\u0085", "\uD83D\uDE00", "x"})
  void theRoomIsWhatTheMessagesTakeAsJson(String text) throws IOException {
    Inbox inbox = inbox();
    for (int i = 0; i < 50; i++) {
      inbox.keep("webhook", 204, Map.of("x-t", text), text.repeat(Inbox.MAX_BODY_CHARS));
    }

    byte[] written =
        new ObjectMapper()
            .writeValueAsBytes(
                inbox.messages().stream()
                    .map(message -> List.of(message.headers(), message.body()))
                    .toList());
    assertThat(written.length).isLessThan(Inbox.MAX_JSON_BYTES + 500 * 100);
    assertThat(inbox.messages()).hasSizeGreaterThan(1);
  }

  @Test
  void aSecretIsMaskedWhereverABodyIsCut() {
    Inbox inbox = inbox();
    String before = "x".repeat(Inbox.MAX_BODY_CHARS - 20);
    String token = "\", \"token\": \"s3cret" + "y".repeat(100) + "\"";

    InboxMessage kept = inbox.keep("webhook", 204, Map.of(), "{\"a\": \"" + before + token + "}");

    assertThat(kept.isCut()).isTrue();
    assertThat(kept.body()).hasSize(Inbox.MAX_BODY_CHARS).doesNotContain("s3cret");
  }

  @Test
  void aBodyIsNeverCutInsideACharacter() {
    assertThat(InboxMessage.cut("ab\uD83D\uDE00", 3)).isEqualTo("ab");
    assertThat(InboxMessage.cut("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
  }

  @Test
  void pageAndApiSayThatABodyIsCut() {
    post("webhook", "{\"title\": \"large\", \"a\": \"" + "z".repeat(500 * 1024) + "\"}");

    JsonPath api = given().port(TestPorts.pages()).get("/api/inbox").jsonPath();
    assertThat(api.getBoolean("[-1].cut")).isTrue();
    assertThat(api.getInt("[-1].length")).isEqualTo(500 * 1024 + 27);
    assertThat(api.getString("[-1].body")).hasSize(Inbox.MAX_BODY_CHARS).endsWith("zzz");
    assertThat(given().port(TestPorts.pages()).get("/inbox").asString())
        .contains("Cut: only the beginning of a body of 512,027 characters is shown.")
        .doesNotContain("z".repeat(BodyText.MAX_CHARS));

    post("webhook", "{\"title\": \"small\"}");
    JsonPath after = given().port(TestPorts.pages()).get("/api/inbox").jsonPath();
    assertThat(after.getBoolean("[-1].cut")).isFalse();
    assertThat(after.getInt("[-1].length")).isEqualTo(18);
  }

  @Test
  void nestingIsShownAsItCameAndDoesNotBlowUpThePage() {
    long before = given().port(TestPorts.pages()).get("/inbox").asByteArray().length;
    String wide =
        IntStream.range(0, 1_000).mapToObj(i -> "\"k%d\":1".formatted(i)).collect(joining(","));
    for (int depth : List.of(40, 900, 100_000)) {
      post("webhook", "{\"a\":".repeat(depth) + "{" + wide + "}" + "}".repeat(depth));
    }
    post("webhook", "[".repeat(100_000));

    Response page = given().port(TestPorts.pages()).get("/inbox");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.asByteArray().length - before).isLessThan(1_000_000);
    assertThat(given().port(TestPorts.pages()).get("/api/inbox").statusCode()).isEqualTo(200);
  }

  @Test
  void aSmallBodyIsIndented() {
    post("webhook", "{\"data\": {\"org\": \"acme-prod\", \"n\": [1, {\"m\": 2}]}}");

    assertThat(given().port(TestPorts.pages()).get("/inbox").asString())
        .contains("\n    &quot;org&quot; : &quot;acme-prod&quot;");
  }

  private static Inbox inbox() {
    return new Inbox(
        InstantSource.fixed(FakeClocks.REAL_NOW),
        true,
        new Receivers(List.of(new PagerDutyReceiver(), new WebhookReceiver())));
  }

  private static Response post(String name, String body) {
    // As bytes: REST Assured would format JSON that is text.
    return given()
        .port(TestPorts.pages())
        .contentType(ContentType.JSON)
        .body(body.getBytes(UTF_8))
        .post("/inbox/" + name);
  }
}
