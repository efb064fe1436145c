package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.headroom.cycle.watch.Vital;
import dev.headroom.local.metrics.FleetMetrics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WebProfile.class)
class MetricsFormatTest {
  @Inject FleetMetrics metrics;

  @BeforeEach
  void count() {
    metrics.tell(Map.of(Vital.ORGS_DUE, 3.0), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/plain", "text/html,application/xhtml+xml,*/*;q=0.8"})
  void textUnlessOpenMetricsIsAskedFor(String accepted) {
    given()
        .port(TestPorts.pages())
        .header("Accept", accepted)
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith("text/plain; version=0.0.4"))
        .body(containsString("# TYPE headroom_orgs_due_total counter\n"))
        .body(not(containsString("# EOF")));
  }

  @Test
  void openMetricsToWhoeverAsksForIt() {
    given()
        .port(TestPorts.pages())
        .header("Accept", "application/openmetrics-text; version=1.0.0")
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith("application/openmetrics-text"))
        .body(containsString("# TYPE headroom_orgs_due counter\n"));
  }
}
