package dev.headroom.notify.jsm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.JsmReceiver;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class JsmNotifierTest extends NotifierContract {
  private static final String KEY = "k0canary-genie-key-canary";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new JsmNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new JsmReceiver();
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("apiKey", KEY, "url", url);
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY);
  }

  /** The alias of an alert; a close has it in its address. */
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

  /** "202 Accepted": all requests are worked on later. */
  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 202;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("message").asText()).startsWith("acme-prod: ").hasSize(130).endsWith("…");
    assertThat(body.get("description").asText().length()).isLessThanOrEqualTo(15_000);
    assertThat(body.get("tags")).hasSize(20);
    body.get("tags").forEach(tag -> assertThat(tag.asText().length()).isLessThanOrEqualTo(50));
    int details =
        body.get("details").properties().stream()
            .mapToInt(d -> d.getKey().length() + d.getValue().asText().length())
            .sum();
    assertThat(details).isBetween(6_000, 8_000);
  }

  @Test
  void anUpdateIsANoteUnlessFieldsAreWrittenToo() throws Exception {
    try (RawServer server = accepting()) {
      deliver(
          server,
          notification(
              Transitions.escalated(
                  Severity.ATTENTION,
                  Severity.EXHAUSTED,
                  Transitions.OPENED_AT.plusSeconds(300),
                  100_000)));
      assertThat(server.requests())
          .singleElement()
          .satisfies(r -> assertThat(r.body()).contains("\"note\":\"acme-prod: "));
    }
  }

  @Test
  void theResolveClosesTheAlertByItsAlias() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, resolved());
      assertThat(server.requests())
          .singleElement()
          .satisfies(
              r ->
                  assertThat(r.path())
                      .isEqualTo(
                          PATH
                              + "/v2/alerts/"
                              + Transitions.KEY.hash()
                              + "/close?identifierType=alias"));
    }
  }

  @Test
  void withoutAnAddressAlertsGoToAtlassian() {
    List<FakeHttp.Request> requests = new ArrayList<>();
    OutboundHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return success();
            });
    ResolvedTarget target =
        new ResolvedTarget(new TargetId("jsm"), Map.of("apiKey", Secret.of(KEY)));
    new JsmNotifier(http).deliver(opened(), target, AT);
    assertThat(requests)
        .singleElement()
        .returns("https://api.atlassian.com/jsm/ops/integration/v2/alerts", r -> r.uri().toString())
        .returns("GenieKey " + KEY, r -> r.headers().get("Authorization"));
  }

  @ParameterizedTest
  @CsvSource({
    "404, Alert with alias abc does not exist, accepted",
    "404, Alert not found, accepted",
    "404, Resource not found, CONFIG",
    "401, Could not authenticate, CONFIG",
    "422, Alert not found, POISON",
  })
  void aCloseThatFindsNoAlertHasNothingToDo(int status, String message, String expected) {
    DeliveryResult result =
        new JsmNotifier(new FakeHttp(request -> reply(status, "{\"message\":\"" + message + "\"}")))
            .deliver(resolved(), target("http://localhost" + PATH), AT);
    assertThat(kind(result).toString()).isEqualTo(expected);
  }

  @Test
  void aCreateThatFindsNothingIsAWrongAddress() {
    DeliveryResult result =
        new JsmNotifier(new FakeHttp(r -> reply(404, "{\"message\":\"Alert not found\"}")))
            .deliver(opened(), target("http://localhost" + PATH), AT);
    assertThat(kind(result)).isEqualTo(RejectKind.CONFIG);
  }
}
