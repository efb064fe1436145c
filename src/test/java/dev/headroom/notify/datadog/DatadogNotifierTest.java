package dev.headroom.notify.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.DatadogReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatadogNotifierTest extends NotifierContract {
  private static final String KEY = "c0canary0api0key0canary000000000";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new DatadogNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new DatadogReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "apiKey", KEY);
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.get("aggregation_key").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(202, "{\"status\":\"ok\"}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("title").asText()).startsWith("acme-prod: ").hasSize(500);
    assertThat(body.get("text").asText()).startsWith("acme-prod: ").hasSize(4_000);
    assertThat(body.get("tags")).hasSize(50);
    body.get("tags").forEach(tag -> assertThat(tag.asText().length()).isLessThanOrEqualTo(200));
  }

  /** Markdown begins with three percent signs at the very start of the text. */
  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(body.get("text").asText()).startsWith("acme-prod: ");
  }

  @Test
  void whatIsTooOldToBeDatedCountsFromItsArrival() throws Exception {
    try (RawServer server = accepting()) {
      Instant slot = Transitions.OPENED_AT;
      DatadogNotifier notifier = new DatadogNotifier(http());
      notifier.deliver(opened(), target(url(server)), slot.plus(Duration.ofHours(16)));
      notifier.deliver(opened(), target(url(server)), slot.plus(Duration.ofHours(17)));
      assertThat(server.requests().get(0).body())
          .contains("\"date_happened\":" + slot.getEpochSecond());
      assertThat(server.requests().get(1).body()).doesNotContain("date_happened");
    }
  }

  @Test
  void withoutAnAddressEventsGoToTheFirstSite() {
    List<FakeHttp.Request> requests = new ArrayList<>();
    OutboundHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return success();
            });
    ResolvedTarget target =
        new ResolvedTarget(new TargetId("dd"), Map.of("apiKey", Secret.of(KEY)));
    new DatadogNotifier(http).deliver(opened(), target, AT);
    assertThat(requests)
        .singleElement()
        .returns("https://api.datadoghq.com/api/v1/events", r -> r.uri().toString())
        .returns(KEY, r -> r.headers().get("DD-API-KEY"));
  }
}
