package dev.headroom.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryVerdict;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.report.AlertStory.Told;
import dev.headroom.report.words.AlertWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A webhook with a body of the user's own. */
class WebhookTemplateTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
  private static final String SECRET = "whsec_" + "c2VjcmV0".repeat(4);
  private static final Notification OPENED =
      Notification.of(
          new OutboxId(Transitions.ORG, 17, 0),
          Transitions.opened(Severity.ATTENTION, 62_000),
          "acme",
          Map.of("owner", "Jürgen"),
          limit -> "Daily API requests",
          null);

  private final List<FakeHttp.Request> requests = new ArrayList<>();
  private final WebhookNotifier notifier =
      new WebhookNotifier(
          new FakeHttp(
              request -> {
                requests.add(request);
                return new HttpOutcome.Reply(200, Map.of(), HttpBody.of(""));
              }));

  private DeliveryResult deliver(Map<String, String> texts) {
    return notifier.deliver(
        OPENED,
        new ResolvedTarget(
            new TargetId("hooks"),
            Map.of("url", Secret.of("https://hooks.example.com/in"), "secret", Secret.of(SECRET)),
            texts,
            false),
        AT);
  }

  private FakeHttp.Request request() {
    assertThat(requests).hasSize(1);
    FakeHttp.Request request = requests.getFirst();
    String expected =
        Signatures.of(SECRET)
            .orElseThrow()
            .header(
                Objects.requireNonNull(request.headers().get("webhook-id")),
                AT.getEpochSecond(),
                request.body().bytes());
    assertThat(request.headers()).containsEntry("webhook-signature", expected);
    return request;
  }

  @Test
  void itsOwnBodyIsSentAndSigned() {
    DeliveryResult result =
        deliver(Map.of("template", "{\"text\": \"{tags.owner}: {limitLabel}\"}"));

    assertThat(request().body().text()).isEqualTo("{\"text\": \"Jürgen: Daily API requests\"}");
    assertThat(request().body().bytes())
        .isEqualTo(request().body().text().getBytes(StandardCharsets.UTF_8));
    assertThat(result)
        .isInstanceOfSatisfying(
            DeliveryResult.Accepted.class, accepted -> assertThat(accepted.note()).isNull());
  }

  @Test
  void plainTextIsSentAsItIs() {
    deliver(Map.of("template", "\"{org}\": {used}", "contentType", "text/plain"));

    assertThat(request().body().text()).isEqualTo("\"acme-prod\": 62000");
  }

  @Test
  void aTemplateThatFailsLeavesTheStandardBodyAndANoteThatAPersonSees() throws IOException {
    DeliveryResult result = deliver(Map.of("template", "{\"text\": {title}}"));

    assertThat(JsonMapper.builder().build().readTree(request().body().text()).path("type").asText())
        .isEqualTo("alert.opened");
    Delivery delivery =
        DeliveryVerdict.of(
            Delivery.first(OPENED.outbox(), new TargetId("hooks"), null, AT).claimed(AT),
            false,
            false,
            result,
            false,
            AT,
            0);
    assertThat(delivery.status()).isEqualTo(Delivery.Status.DELIVERED);
    assertThat(Objects.requireNonNull(delivery.problem()).detail())
        .startsWith(
            "the template of target hooks failed, so the standard body was sent: the body is not"
                + " JSON");
    assertThat(AlertWords.outcome(new Told(new TargetId("hooks"), "webhook", delivery), AT))
        .startsWith("at 12:00 (the template of target hooks failed, so the standard body was sent");
  }
}
