package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Orgs.NOON;
import static dev.headroom.local.simulator.Orgs.minute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The trailing 24 hours as they are seen over HTTP. */
class RollingAccountingTest {

  private static final String LIMITS = "/services/data/v62.0/limits";

  private final ManualClock clock = new ManualClock(NOON);

  private Simulator playing(SimulatedOrg org) throws IOException {
    Simulator simulator = new Simulator(List.of(org), clock, InstantSource.system(), 0);
    simulator.start();
    return simulator;
  }

  private static Traffic at(Instant first, long count, Instant second, long more) {
    return (after, until) ->
        (minute(first) > after && minute(first) <= until ? count : 0)
            + (minute(second) > after && minute(second) <= until ? more : 0);
  }

  private static long remaining(JsonNode limits) {
    return limits.path("DailyApiRequests").path("Remaining").asLong();
  }

  /** The worked example of the API Request Limits page of the App Limits Cheat Sheet. */
  @Test
  void anOrgWithoutAMarginHasOneCallLeftUntilTheMorningsCallsLeaveTheWindow() throws IOException {
    Instant wednesday = Instant.parse("2026-11-25T05:00:00Z");
    Traffic calls = at(wednesday, 14_500, Instant.parse("2026-11-25T23:00:00Z"), 499);
    SimulatedOrg org = Orgs.withSecret(1, Edition.DEVELOPER, List.of(Orgs.api(15_000, calls)));
    clock.set(Instant.parse("2026-11-25T23:30:00Z"));
    try (Simulator simulator = playing(org)) {
      SimulatorClient client = new SimulatorClient(simulator);
      String token = client.token(org);

      HttpResponse<String> last = client.getAs(token, LIMITS);
      assertThat(last.statusCode()).isEqualTo(200);
      assertThat(remaining(SimulatorClient.json(last))).isZero();
      assertThat(last.headers().firstValue("Sforce-Limit-Info")).hasValue("api-usage=15000/15000");

      clock.set(Instant.parse("2026-11-26T04:59:00Z"));
      HttpResponse<String> refused = client.getAs(token, LIMITS);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(SimulatorClient.json(refused))
          .isEqualTo(
              SimulatorClient.json(
                  "[{\"message\":\"TotalRequests Limit exceeded.\","
                      + "\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]"));

      clock.set(Instant.parse("2026-11-26T05:00:00Z"));
      assertThat(remaining(client.limits(token))).isEqualTo(15_000 - 499 - 2);
    }
  }

  @Test
  void refusedCallsAreNotCounted() throws IOException {
    SimulatedOrg org =
        Orgs.withSecret(1, Edition.ENTERPRISE_SANDBOX, List.of(Orgs.api(10, (after, until) -> 8)));
    try (Simulator simulator = playing(org)) {
      SimulatorClient client = new SimulatorClient(simulator);
      String token = client.token(org);
      for (int i = 0; i < 2; i++) {
        assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
      }
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> refused = client.getAs(token, LIMITS);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Sforce-Limit-Info")).hasValue("api-usage=10/10");
      }
      clock.advance(Duration.ofHours(24));
      assertThat(remaining(client.limits(token))).isEqualTo(1);
    }
  }

  @Test
  void aProductionOrgIsLetThroughWithinItsMarginAndShowsNoneRemaining() throws IOException {
    SimulatedOrg org =
        Orgs.withSecret(
            1, Edition.ENTERPRISE, List.of(Orgs.api(100_000, (after, until) -> 104_998)));
    try (Simulator simulator = playing(org)) {
      SimulatorClient client = new SimulatorClient(simulator);
      String token = client.token(org);
      HttpResponse<String> over = client.getAs(token, LIMITS);
      assertThat(over.statusCode()).isEqualTo(200);
      assertThat(remaining(SimulatorClient.json(over))).isZero();
      assertThat(over.headers().firstValue("Sforce-Limit-Info"))
          .hasValue("api-usage=104999/100000");
      assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(200);
      assertThat(client.getAs(token, LIMITS).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void everyCallButTheVersionListAndTheLoginIsCountedAndLeavesAfterADay() throws IOException {
    SimulatedOrg org =
        Orgs.withSecret(1, Edition.ENTERPRISE, List.of(Orgs.api(100, (after, until) -> 0)));
    try (Simulator simulator = playing(org)) {
      SimulatorClient client = new SimulatorClient(simulator);
      String token = client.token(org);
      client.get("/services/data/");
      client.getAs(token, "/services/data/v62.0/query?q=SELECT+Name+FROM+Organization");
      clock.advance(Duration.ofHours(1));
      client.getAs(token, "/services/data/v62.0/nothing");
      assertThat(remaining(client.limits(token))).isEqualTo(100 - 3);
      clock.advance(Duration.ofHours(23));
      assertThat(remaining(client.limits(token))).isEqualTo(100 - 3);
      clock.advance(Duration.ofHours(24));
      assertThat(remaining(client.limits(token))).isEqualTo(100 - 1);
    }
  }

  @Test
  void aQuotaOfTheCallersAppCountsItsCallsAndIsInTheHeader() throws IOException {
    SimulatedLimit quota =
        SimulatedLimit.of(
            SimulatedOrg.WATCHER_APP,
            250,
            new Usage.Flow((after, until) -> 0, FlowWindow.ROLLING_DAY));
    SimulatedOrg org =
        Orgs.withSecret(
            1,
            Edition.ENTERPRISE,
            List.of(Orgs.api(5_000, (after, until) -> 24).with(List.of(quota))));
    try (Simulator simulator = playing(org)) {
      SimulatorClient client = new SimulatorClient(simulator);
      HttpResponse<String> response = client.getAs(client.token(org), LIMITS);
      assertThat(response.headers().firstValue("Sforce-Limit-Info"))
          .hasValue("api-usage=25/5000; per-app-api-usage=1/250(appName=Headroom)");
      assertThat(SimulatorClient.json(response))
          .isEqualTo(
              SimulatorClient.json(
                  "{\"DailyApiRequests\":{\"Max\":5000,\"Remaining\":4975,"
                      + "\"Headroom\":{\"Max\":250,\"Remaining\":249}}}"));
    }
  }
}
