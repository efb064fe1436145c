package dev.headroom.notify.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.TeamsReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TeamsNotifierTest extends NotifierContract {
  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new TeamsNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new TeamsReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url + "?api-version=1&sp=%2Ftriggers&sig=canarySigCanarySig");
  }

  @Override
  protected List<String> secrets() {
    return List.of(PATH, "canarySigCanarySig");
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.empty();
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(TeamsCard.MAX_BYTES);
    assertThat(body.at("/attachments/0/content/body/0/inlines/0/text").asText())
        .startsWith("acme-prod: ")
        .hasSize(1_000);
    assertThat(body.at("/attachments/0/content/body").size()).isGreaterThan(5);
  }

  /** Text runs take nothing for Markdown; the functions of cards begin with two braces. */
  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(text).doesNotContain("{{").doesNotContain("\"TextBlock\"").doesNotContain("FactSet");
    body.findValues("text").forEach(run -> assertThat(run.isTextual()).isTrue());
  }

  @Test
  void aCardClaimsTheVersionThatIsConfigured() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      assertThat(server.requests().getLast().body()).contains("\"version\":\"1.2\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.webhook.office.com/webhookb2/canary",
        "https://outlook.office.com/webhook/canary",
        "HTTPS://Acme.Webhook.Office.com/webhookb2/canary"
      })
  void aConnectorIsNotCalled(String address) {
    FakeHttp http =
        new FakeHttp(
            request -> {
              throw new AssertionError("nothing is to be sent");
            });
    assertThat(new TeamsNotifier(http).deliver(opened(), target(address), AT))
        .isInstanceOfSatisfying(
            DeliveryResult.Rejected.class,
            r -> {
              assertThat(r.kind()).isEqualTo(RejectKind.UNUSABLE);
              assertThat(r.detail()).contains("workflow").doesNotContain("canary");
            });
  }

  @Test
  void whatAConnectorCalls200IsRateLimitedAndNotReceived() {
    assertThat(
            answered(
                200,
                "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP"
                    + " error 429 with ContextId tcid=0."))
        .isInstanceOfSatisfying(
            DeliveryResult.Retryable.class,
            r -> {
              assertThat(r.kind()).isEqualTo(RetryKind.RATE_LIMITED);
              assertThat(r.maybeReceived()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "400, WorkflowTriggerIsNotEnabled, UNUSABLE",
    "404, WorkflowNotFound, UNUSABLE",
    "401, DirectApiAuthorizationRequired, UNUSABLE",
    "400, TriggerInputSchemaMismatch, POISON",
    "401, InvalidSignature, CONFIG",
    "404, Other, CONFIG",
  })
  void aDisabledWorkflowIsNotTheMessagesFault(int status, String code, RejectKind kind) {
    assertThat(kind(answered(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}")))
        .isEqualTo(kind);
  }

  private DeliveryResult answered(int status, String body) {
    return new TeamsNotifier(new FakeHttp(request -> reply(status, body)))
        .deliver(opened(), target("http://localhost" + PATH), AT);
  }
}
