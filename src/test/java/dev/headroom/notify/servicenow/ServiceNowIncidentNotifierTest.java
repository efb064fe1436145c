package dev.headroom.notify.servicenow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.ServiceNowIncidentReceiver;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.http.NotifierContract;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ServiceNowIncidentNotifierTest extends NotifierContract {
  private static final String PASSWORD = "p0canary-password";
  private static final String LOGIN =
      Base64.getEncoder().encodeToString(("headroom:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  private static final String FOUND = "{\"result\":[{\"sys_id\":\"" + "a".repeat(32) + "\"}]}";

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new ServiceNowIncidentNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new ServiceNowIncidentReceiver();
  }

  /** All but the first transition of an alert find its incident open. */
  @Override
  protected Receiver receiver(Transition transition) {
    ServiceNowIncidentReceiver receiver = new ServiceNowIncidentReceiver();
    if (!(transition instanceof Transition.Opened)) {
      receiver.open(transition.key().hash());
    }
    return receiver;
  }

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, "username", "headroom", "password", PASSWORD);
  }

  @Override
  protected List<String> secrets() {
    return List.of(PASSWORD, LOGIN);
  }

  /** A new incident and the look-up have the key; a change has the incident's own id. */
  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    if (body.has("correlation_id")) {
      return Optional.of(body.get("correlation_id").asText());
    }
    return request.line().startsWith("GET ")
        ? Optional.of(request.path().replaceFirst(".*correlation_id%3D([0-9a-f]+)%5E.*", "$1"))
        : Optional.empty();
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, "{\"result\":[]}");
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return false;
  }

  /** A look-up and a change each. */
  @Override
  protected int requestsOfALife() {
    return 8;
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("short_description").asText()).startsWith("acme-prod: ").hasSize(160);
    assertThat(body.get("description").asText()).hasSize(4_000);
  }

  /** The second attempt finds what the first one made. */
  @Test
  @Override
  public void everyAttemptHasTheSameBody() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      deliver(server, opened());
      assertThat(server.requests())
          .extracting(r -> r.line().split(" ", -1)[0])
          .containsExactly("GET", "POST", "GET", "PATCH");
      assertThat(server.requests().get(2).line()).isEqualTo(server.requests().get(0).line());
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
    assertThat(
            new ServiceNowIncidentNotifier(slow)
                .deliver(opened(), target("http://localhost" + PATH), AT))
        .isEqualTo(
            new DeliveryResult.Retryable(
                RetryKind.TIMEOUT, "http://localhost/... was too slow", null, true));
    assertThat(requests.stream().map(FakeHttp.Request::deadline).reduce(Duration::plus))
        .contains(Duration.ofSeconds(15));
  }

  @Test
  void onlyOpenIncidentsAreLookedFor() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      assertThat(server.requests().getFirst().path())
          .isEqualTo(
              PATH
                  + "/api/now/table/incident?sysparm_query=correlation_id%3D"
                  + Transitions.KEY.hash()
                  + "%5Eactive%3Dtrue%5EstateNOT%20IN6%2C7%2C8"
                  + "&sysparm_fields=sys_id&sysparm_limit=1");
    }
  }

  @Test
  void aResolveWithoutAnOpenIncidentHasNothingToDo() throws Exception {
    try (RawServer server = accepting()) {
      assertThat(kind(deliver(server, resolved()))).isEqualTo("accepted");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatTheInstanceAsksForIsConfigured() throws Exception {
    try (RawServer server = accepting()) {
      ResolvedTarget target =
          new ResolvedTarget(
              new TargetId("incidents"),
              Map.of("url", Secret.of(url(server)), "password", Secret.of(PASSWORD)),
              Map.of(
                  "username", "headroom",
                  "assignmentGroup", "CRM",
                  "caller", "monitor",
                  "category", "software",
                  "resolvedState", "9",
                  "closeCode", "Solved (Permanently)"),
              false);
      ServiceNowIncidentNotifier notifier = new ServiceNowIncidentNotifier(http());
      notifier.deliver(opened(), target, AT);
      assertThat(server.requests().getLast().body())
          .contains("\"assignment_group\":\"CRM\"")
          .contains("\"caller_id\":\"monitor\"")
          .contains("\"category\":\"software\"");
      notifier.deliver(resolved(), target, AT);
      assertThat(server.requests().getLast().body())
          .contains("\"state\":\"9\"")
          .contains("\"close_code\":\"Solved (Permanently)\"");
      assertThat(server.requests().getFirst().path()).contains("stateNOT%20IN9%2C7%2C8");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"result\":[{\"sys_id\":\"../../x\"}]}', UNEXPECTED",
    "200, '{\"result\":[{}]}', UNEXPECTED",
    "200, '{\"result\":{}}', UNEXPECTED",
    "200, <html>hibernating</html>, UNEXPECTED",
    "401, '', CONFIG",
    "429, '', RATE_LIMITED",
  })
  void aMalformedLookUpCreatesNoIncident(int status, String body, String expected) {
    List<FakeHttp.Request> requests = new ArrayList<>();
    FakeHttp http =
        new FakeHttp(
            request -> {
              requests.add(request);
              return reply(status, body);
            });
    assertThat(
            kind(new ServiceNowIncidentNotifier(http)
                    .deliver(opened(), target("http://localhost" + PATH), AT))
                .toString())
        .isEqualTo(expected);
    assertThat(requests).hasSize(1);
  }

  @Test
  void aChangeThatIsRefusedIsJudgedByItsStatus() {
    FakeHttp http =
        new FakeHttp(
            request -> request.method().equals("GET") ? reply(200, FOUND) : reply(403, "{}"));
    assertThat(
            kind(
                new ServiceNowIncidentNotifier(http)
                    .deliver(opened(), target("http://localhost" + PATH), AT)))
        .isEqualTo(RejectKind.CONFIG);
  }
}
