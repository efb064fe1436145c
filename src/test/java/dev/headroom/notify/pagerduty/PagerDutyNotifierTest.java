package dev.headroom.notify.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.PagerDutyReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagerDutyNotifierTest extends NotifierContract {
  private static final String KEY = "r0canary0routing0key0canary01234";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new PagerDutyNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new PagerDutyReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("routingKey", KEY, "url", url);
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "{\"status\":\"success\",\"message\":\"Event processed\"}");
  }

  /** "202 Accepted" (developer.pagerduty.com, "Send an event to PagerDuty"). */
  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.get("dedup_key").asText());
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(bytes).isLessThanOrEqualTo(512_000);
    assertThat(body.at("/payload/summary").asText()).hasSize(1024).endsWith("…");
    assertThat(body.at("/payload/custom_details/note").asText()).isNotEmpty();
    assertThat(body.get("dedup_key").asText()).hasSize(64);
  }

  @Test
  void withoutAnAddressEventsGoToPagerDuty() {
    List<FakeHttp.Request> requests = new ArrayList<>();
    OutboundHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return success();
            });
    ResolvedTarget target =
        new ResolvedTarget(new TargetId("pager"), Map.of("routingKey", Secret.of(KEY)));
    assertThat(new PagerDutyNotifier(http).deliver(opened(), target, AT))
        .isInstanceOf(DeliveryResult.Accepted.class);
    assertThat(requests)
        .singleElement()
        .returns("https://events.pagerduty.com/v2/enqueue", r -> r.uri().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"Length of"
            + " 'routing_key' is incorrect (should be 32 characters)\"]}",
        "{\"status\":\"invalid event\",\"errors\":[\"'routing_key' is missing or blank\"]}",
        "{\"status\":\"invalid event\",\"message\":\"Invalid routing key\"}",
        "Invalid routing key",
      })
  void aRoutingKeyThatIsRefusedIsTheTargetsFault(String body) {
    assertThat(answered(400, body))
        .isInstanceOfSatisfying(
            DeliveryResult.Rejected.class,
            r -> {
              assertThat(r.kind()).isEqualTo(RejectKind.UNUSABLE);
              assertThat(r.detail()).containsIgnoringCase("routing").doesNotContain(KEY);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"errors\":[\"'payload.summary' is missing or blank\"]}"})
  void any400ButForTheKeyIsTheMessages(String body) {
    assertThat(kind(answered(400, body))).isEqualTo(RejectKind.POISON);
  }

  @Test
  void anEventMayHaveGotThroughAGatewayThatChangedTheStatus() {
    assertThat(answered(200, "{\"status\":\"success\"}"))
        .isInstanceOfSatisfying(
            DeliveryResult.Retryable.class, r -> assertThat(r.maybeReceived()).isTrue());
  }

  private DeliveryResult answered(int status, String body) {
    return new PagerDutyNotifier(new FakeHttp(request -> reply(status, body)))
        .deliver(opened(), target("http://localhost" + PATH), AT);
  }
}
