package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.poll.Foresee;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
  void anUnknownOrgOrLimitIs404(String url) {
    assertThat(get(url).statusCode()).isEqualTo(404);
  }

  @Test
  void limitThatThisProcessNeverPolledIsForecastFromTheStore() {
    JsonPath json = get("/api/orgs/acme-prod/forecast?limit=DailyApiRequests").jsonPath();

    assertThat(json.getString("projection.unknown")).isEqualTo("less than a day of history");
    assertThat(json.getString("asOf")).isEqualTo(Fixtures.SLOT.toString());
    assertThat(get("/orgs/acme-prod").asString())
        .contains("No projection: less than a day of history");
  }

  @Test
  void orgPageSaysInWordsWhatTheChartShows() {
    assertThat(get("/orgs/hooli-busy").asString())
        .contains("data-forecast=\"/api/orgs/hooli-busy/forecast?limit=DailyApiRequests\"")
        .contains(" UTC</time> (", ": since <time datetime=\"2026-11-25T08:")
        .contains("<th role=\"rowheader\" scope=\"row\">4 hours</th>")
        .contains("Usual then")
        .containsPattern("Accuracy: \\d+ % of 1-hour \\(over 500\\)");
    assertThat(get("/orgs/hooli-calm?limit=DailyApiRequests").asString())
        .contains("Not expected to run out within 24 hours");
    assertThat(get("/orgs/hooli-young?limit=DailyApiRequests").asString())
        .contains("No projection: less than a day of history.")
        .doesNotContain("Usual then");
  }

  @Test
  void usedUpLimitSaysWhenReliefIsExpected() {
    assertThat(get("/orgs/hooli-full").asString())
        .containsPattern("Used up since .*Recovery is expected around .*, between .* and .* UTC");
    Map<String, Object> limit = limits("hooli-full").getFirst();
    assertThat(limit).extracting("projection").asString().contains("since").contains("relief");
  }

  @Test
  void gaugeSaysAtWhichHourItUsuallyReachesItsCap() {
    assertThat(get("/orgs/hooli-calm?limit=" + ForeseenOrgs.JOBS.value()).asString())
        .contains(
            "It reaches its cap on weekdays at <time datetime=\"2026-11-25T09:00:00Z\">09:00 UTC</time>, in 100 %");
    assertThat(limits("hooli-calm"))
        .filteredOn(l -> ForeseenOrgs.JOBS.value().equals(l.get("limit")))
        .singleElement()
        .extracting("recurrence")
        .asString()
        .contains("days=weekdays, at=09:00")
        .contains("words=reaches its cap on weekdays at 09:00 GMT");
  }

  @Test
  void everyOrgNamesTheLimitThatRunsOutFirst() {
    JsonPath json = get("/api/orgs").jsonPath();

    assertThat(next(json, "hooli-busy"))
        .containsOnlyKeys("limit", "at", "earliest", "latest", "probability")
        .containsEntry("limit", "DailyApiRequests");
    assertThat(next(json, "hooli-full"))
        .containsOnlyKeys("limit", "since", "relief", "reliefEarliest", "reliefLatest");
    assertThat(next(json, "hooli-calm")).isNull();
    assertThat(next(json, "hooli-young"))
        .isEqualTo(Map.of("unknown", "less than a day of history"));
    assertThat(next(json, "acme-uat").get("unknown")).asString().startsWith("not known yet");
    assertThat(next(json, "globex-emea"))
        .isEqualTo(Map.of("unknown", "there is no current reading"));
    assertThat(get("/api/orgs/hooli-busy").jsonPath().<String, Object>getMap("nextExhaustion"))
        .isEqualTo(next(json, "hooli-busy"));
  }

  @Test
  void fleetIsSortedByWhatRunsOutFirst() {
    String page = get("/?sort=exhaustion").asString();

    // What has run out, what will, and then the others as they are without a wish.
    assertThat(orgs(page))
        .containsExactly(
            "hooli-full",
            "hooli-busy",
            "acme-prod",
            "globex-emea",
            "initech-new",
            "hooli-calm",
            "hooli-young",
            "acme-uat");
    assertThat(page)
        .contains("aria-sort=\"ascending\"><a class=\"sort\" href=\"/?sort=-exhaustion\"")
        .doesNotContain("aria-sort=\"descending\"")
        .contains("href=\"/orgs/hooli-busy?limit=DailyApiRequests\">Daily API requests</a>")
        .containsPattern(
            "<time datetime=\"[^\"]+\">12:\\d\\d</time> <span class=\"ago\">in 2 h</span>")
        .contains("not expected")
        .contains("not known yet")
        .contains("less than a day of history");
    assertThat(orgs(get("/?sort=").asString()))
        .isEqualTo(orgs(get("/").asString()))
        .isNotEqualTo(orgs(page));
  }

  @Test
  void sortingAndNarrowingKeepEachOther() {
    String page = get("/?q=hooli&tenant=hooli&sort=exhaustion").asString();

    assertThat(orgs(page)).hasSize(4).startsWith("hooli-full", "hooli-busy");
    assertThat(page)
        .contains("<input type=\"hidden\" name=\"sort\" value=\"exhaustion\">")
        .contains("href=\"/?q=hooli&amp;tenant=hooli\">Status</a>")
        .contains("href=\"/?status=unknown&amp;sort=exhaustion\"")
        .contains("href=\"/?sort=exhaustion\">show all");
    assertThat(get("/?q=hooli").asString())
        .contains("href=\"/?q=hooli&amp;sort=exhaustion\"")
        .contains("aria-sort=\"descending\"")
        .doesNotContain("type=\"hidden\"");
  }

  private static Map<String, Object> next(JsonPath json, String org) {
    return json.getMap("find { it.org == '" + org + "' }.nextExhaustion");
  }

  /** The orgs of the table, in their order. */
  private static List<String> orgs(String page) {
    return Pattern.compile("scope=\"row\"><a href=\"/orgs/([^\"]+)\"")
        .matcher(page)
        .results()
        .map(r -> r.group(1))
        .toList();
  }

  private static List<Map<String, Object>> limits(String org) {
    return get("/api/orgs/" + org).jsonPath().getList("limits");
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }
}
