package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Inbox inbox = new Inbox(InstantSource.fixed(FakeClocks.REAL_NOW));
    for (int i = 0; i < Inbox.MOST_MESSAGES + 3; i++) {
      inbox.keep("webhook", 204, Map.of(), "message " + i);
    }

    assertThat(inbox.received()).isEqualTo(Inbox.MOST_MESSAGES + 3);
    assertThat(inbox.messages()).hasSize(Inbox.MOST_MESSAGES);
    assertThat(inbox.messages().get(0).body()).isEqualTo("message 3");
  }

  private static Response post(String name, String body) {
    return given().port(TestPorts.pages()).body(body).post("/inbox/" + name);
  }
}
