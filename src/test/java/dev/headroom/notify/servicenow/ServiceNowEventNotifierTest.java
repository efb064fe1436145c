package dev.headroom.notify.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.ServiceNowEventReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ServiceNowEventNotifierTest extends NotifierContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "p0canary-password";
  private static final String LOGIN =
      Base64.getEncoder().encodeToString(("headroom:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new ServiceNowEventNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new ServiceNowEventReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "username", "headroom", "password", PASSWORD);
  }

  @Override
  protected List<String> secrets() {
    return List.of(PASSWORD, LOGIN);
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.at("/records/0/message_key").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"result\":{\"Default Bulk Endpoint\":\"1 events were inserted\"}}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return false;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    JsonNode event = body.at("/records/0");
    assertThat(event.get("description").asText()).startsWith("acme-prod: ").hasSize(4_000);
    assertThat(event.get("additional_info").asText().length()).isLessThanOrEqualTo(8_000);
  }

  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(body.at("/records/0/additional_info").asText()).startsWith("{").endsWith("}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Your instance is hibernating</html>",
        "{\"error\":{\"message\":\"x\"},\"status\":\"failure\"}",
        "{\"records\":[]}",
        "[]",
        "null"
      })
  void a200WithoutAResultIsAFailure(String body) {
    assertThat(kind(answered(200, body))).isEqualTo(RetryKind.UNEXPECTED);
  }

  @Test
  void aResolveIsTheSeverityThatClears() throws Exception {
    try (RawServer server = accepting()) {
      for (Transition transition : transitions().values()) {
        deliver(server, notification(transition));
      }
      assertThat(server.requests())
          .extracting(r -> JSON.readTree(r.body()).at("/records/0/severity").asText())
          .containsExactly("2", "1", "4", "0");
    }
  }

  @Test
  void eventsGoToTheTableWhereThatIsConfigured() throws Exception {
    try (RawServer server = accepting()) {
      ResolvedTarget target =
          new ResolvedTarget(
              new TargetId("events"),
              Map.of("url", Secret.of(url(server)), "password", Secret.of(PASSWORD)),
              Map.of("username", "headroom", "api", "table"),
              false);
      assertThat(kind(new ServiceNowEventNotifier(http()).deliver(opened(), target, AT)))
          .isEqualTo("accepted");
      assertThat(server.requests())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.path()).isEqualTo(PATH + "/api/now/table/em_event");
                assertThat(r.header("Authorization")).isEqualTo("Basic " + LOGIN);
                assertThat(JSON.readTree(r.body()).get("message_key").asText())
                    .isEqualTo(Transitions.KEY.hash());
              });
    }
  }

  private DeliveryResult answered(int status, String body) {
    return new ServiceNowEventNotifier(new FakeHttp(request -> reply(status, body)))
        .deliver(opened(), target("http://localhost" + PATH), AT);
  }
}
