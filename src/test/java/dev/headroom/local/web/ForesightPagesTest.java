package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.Foresee;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API and the pages say of the future of orgs that were polled. */
@QuarkusTest
@TestProfile(WebProfile.class)
class ForesightPagesTest {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject Foresee foresee;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    ForeseenOrgs.fill(fleet, states, foresee);
  }

  @AfterEach
  void leave() {
    ForeseenOrgs.remove(fleet);
  }

  @Test
  void forecastHasTheBandsTheUsualCourseAndHowOftenTheyHeld() {
    JsonPath json = get("/api/orgs/hooli-busy/forecast?limit=DailyApiRequests").jsonPath();

    assertThat(json.<String, Object>getMap("$"))
        .containsOnlyKeys(
            "limit", "asOf", "projection", "recurrence", "use", "usual", "quality", "poor")
        .containsEntry("limit", "DailyApiRequests")
        .containsEntry("asOf", "2026-11-25T10:05:00Z")
        .containsEntry("recurrence", null)
        .containsEntry("poor", false);
    assertThat(json.<String, Object>getMap("projection"))
        .containsOnlyKeys("at", "earliest", "latest", "probability", "why");
    assertThat(json.getList("use.at", String.class))
        .containsExactly("2026-11-25T11:05:00Z", "2026-11-25T14:05:00Z", "2026-11-25T22:05:00Z");
    assertThat(json.getDouble("use[1].low"))
        .isLessThanOrEqualTo(json.getDouble("use[1].middle"))
        .isGreaterThan(30_000);
    assertThat(json.getDouble("use[1].high")).isGreaterThan(json.getDouble("use[1].middle"));
    // From a day before the clock to twelve hours ahead of it, every quarter of an hour.
    assertThat(json.getList("usual.t", String.class))
        .hasSize(36 * 4)
        .startsWith("2026-11-24T10:15:00Z")
        .endsWith("2026-11-25T22:00:00Z");
    assertThat(json.getList("quality.ahead", String.class))
        .containsExactly("PT1H", "PT4H", "PT12H");
    assertThat(json.getDouble("quality[0].held")).isBetween(0.8, 1.0);
    assertThat(json.getInt("quality[0].forecasts")).isGreaterThan(100);
  }

  @Test
  void usualCourseIsOfTheTimeThatWasAskedFor() {
    assertThat(
            get("/api/orgs/hooli-busy/forecast?limit=DailyApiRequests&from=2026-11-22T00:00:00Z"
                    + "&to=2026-11-22T01:00:00Z")
                .jsonPath()
                .getList("usual.t", String.class))
        .containsExactly(
            "2026-11-22T00:00:00Z",
            "2026-11-22T00:15:00Z",
            "2026-11-22T00:30:00Z",
            "2026-11-22T00:45:00Z",
            "2026-11-22T01:00:00Z");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/api/orgs/hooli-busy/forecast,limit",
    "/api/orgs/hooli-busy/forecast?limit=X&from=yesterday,from",
    "/api/orgs/hooli-busy/forecast?limit=X&to=soon,to",
    "/api/orgs/hooli-busy/forecast?limit=X&from=2026-10-01T00:00:00Z,from",
    "/api/orgs/hooli-busy/forecast?limit=X&from=2027-10-01T00:00:00Z,from"
  })
  void parameterThatCannotBeReadIsAViolation(String url, String path) {
    Response answer = get(url);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getList("violations.path", String.class)).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orgs/nobody/forecast?limit=DailyApiRequests",
    "/api/orgs/hooli-busy/forecast?limit=Never"
  })
  void whatIsNotThereIs404(String url) {
    assertThat(get(url).statusCode()).isEqualTo(404);
  }

  @Test
  void limitThatWasNotReadSinceTheStartIsNotKnownYet() {
    JsonPath json = get("/api/orgs/acme-prod/forecast?limit=DailyApiRequests").jsonPath();

    assertThat(json.getString("projection.unknown")).startsWith("not known yet");
    assertThat(json.<Object>get("asOf")).isNull();
    assertThat(json.getList("use")).isEmpty();
    assertThat(get("/orgs/acme-prod").asString()).contains("No projection: not known yet");
  }

  @Test
  void orgPageSaysInWordsWhatTheChartShows() {
    assertThat(get("/orgs/hooli-busy").asString())
        .contains("data-forecast=\"/api/orgs/hooli-busy/forecast?limit=DailyApiRequests\"")
        .contains("Projection: since 08:")
        .contains("The probability is")
        .contains("<th role=\"rowheader\" scope=\"row\">4 hours</th>")
        .contains("Usual then")
        .containsPattern("Of (more than )?\\d+ one-hour forecasts \\d+ % held");
    assertThat(get("/orgs/hooli-calm?limit=DailyApiRequests").asString())
        .contains("Projection: it is not expected to run out");
    assertThat(get("/orgs/hooli-young?limit=DailyApiRequests").asString())
        .contains("No projection: less than a day of history.")
        .doesNotContain("Usual then");
  }

  @Test
  void usedUpLimitSaysWhenReliefIsExpected() {
    assertThat(get("/orgs/hooli-full").asString())
        .containsPattern("Used up since .*Relief is expected at .* GMT, computed from its window");
    Map<String, Object> limit = limits("hooli-full").getFirst();
    assertThat(limit).extracting("projection").asString().contains("since").contains("relief");
  }

  @Test
  void gaugeSaysAtWhichHourItUsuallyReachesItsCap() {
    assertThat(get("/orgs/hooli-calm?limit=" + ForeseenOrgs.JOBS.value()).asString())
        .contains("Projection: it reaches its cap on weekdays at 09:00 GMT, in over 99 %");
    assertThat(limits("hooli-calm"))
        .filteredOn(l -> ForeseenOrgs.JOBS.value().equals(l.get("limit")))
        .singleElement()
        .extracting("recurrence")
        .asString()
        .contains("days=weekdays, at=09:00")
        .contains("words=reaches its cap on weekdays at 09:00 GMT");
  }

  private static List<Map<String, Object>> limits(String org) {
    return get("/api/orgs/" + org).jsonPath().getList("limits");
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }
}
