package dev.headroom.notify.jsm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.Severity;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.OpsgenieReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
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
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OpsgenieNotifierTest extends NotifierContract {
  private static final String KEY = "k0canary-genie-key-canary";

  private static final Notification WORSE =
      notification(
          Transitions.escalated(
              Severity.ATTENTION,
              Severity.EXHAUSTED,
              Transitions.OPENED_AT.plusSeconds(300),
              100_000));

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new OpsgenieNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new OpsgenieReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("apiKey", KEY, "url", url + "/");
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(
        body.has("alias")
            ? body.get("alias").asText()
            : request.path().replaceFirst(".*/v2/alerts/([^/]*)/.*", "$1"));
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(
        202, "{\"result\":\"Request will be processed\",\"took\":0.1,\"requestId\":\"1\"}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  /** Opening and resolve are one each; two updates write three fields besides. */
  @Override
  protected int requestsOfALife() {
    return 10;
  }

  /** The alert itself: fields that are written after it have nothing new. */
  @Override
  protected RawServer.Request telling(List<RawServer.Request> requests) {
    return requests.getFirst();
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("message").asText()).hasSize(130).endsWith("…");
  }

  @Test
  void anUpdateIsCreatedAndThenWrittenToTheFields() throws Exception {
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, WORSE))).isEqualTo("accepted");
      assertThat(server.requests())
          .extracting(RawServer.Request::line)
          .map(line -> line.replaceFirst("alerts/[0-9a-f]{64}", "alerts/KEY").replace(PATH, ""))
          .containsExactly(
              "POST /v2/alerts HTTP/1.1",
              "PUT /v2/alerts/KEY/priority?identifierType=alias HTTP/1.1",
              "PUT /v2/alerts/KEY/message?identifierType=alias HTTP/1.1",
              "PUT /v2/alerts/KEY/description?identifierType=alias HTTP/1.1");
      assertThat(server.requests().get(1).body()).isEqualTo("{\"priority\":\"P1\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theRequestsOfAnAttemptShareItsTimeAndTheFirstThatFailsEndsIt(int failing) {
    List<FakeHttp.Request> requests = new ArrayList<>();
    FakeHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return requests.size() == failing ? reply(429, "") : success();
            });
    DeliveryResult result =
        new OpsgenieNotifier(http).deliver(WORSE, target("http://localhost" + PATH), AT);
    assertThat(kind(result)).isEqualTo(RetryKind.RATE_LIMITED);
    assertThat(requests).hasSize(failing);
    assertThat(requests.stream().map(FakeHttp.Request::deadline).reduce(Duration::plus).get())
        .isLessThanOrEqualTo(Duration.ofSeconds(15));
  }
}
