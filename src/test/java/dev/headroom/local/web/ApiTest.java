package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON API as others script against it. */
@QuarkusTest
@TestProfile(WebProfile.class)
class ApiTest {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void orgsAreListedWorstFirstWithEveryMember() {
    Response answer = get("/api/orgs");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonPath json = answer.jsonPath();
    assertThat(json.getList("org", String.class))
        .containsExactly("acme-prod", "globex-emea", "initech-new", "acme-uat");
    assertThat(json.getList("status", String.class))
        .containsExactly("escalation", "not-reporting", "unknown", "ok");
    assertThat(json.<String, Object>getMap("[0]"))
        .containsOnlyKeys(
            "org",
            "tenant",
            "tags",
            "status",
            "worst",
            "lastReadAt",
            "problem",
            "nextExhaustion",
            "spend",
            "paused")
        .containsEntry("tenant", "acme")
        .containsEntry("tags", Map.of("env", "prod"))
        .containsEntry("lastReadAt", "2026-11-25T10:05:02.000Z")
        .containsEntry("problem", null);
    assertThat(json.getString("[0].worst.limit")).isEqualTo("DailyApiRequests");
  }

  @Test
  void whatTenantsMayUseIsTheSumOfTheirOrgsAndAnUnreadOneIsInNone() {
    JsonPath all = get("/api/allocations").jsonPath();

    assertThat(all.getLong("orgs.find { it.org == 'acme-prod' }.allocation")).isEqualTo(100_000);
    assertThat(all.<Object>get("orgs.find { it.org == 'initech-new' }.allocation")).isNull();
    assertThat(all.<Object>get("orgs.find { it.org == 'initech-new' }.estimate")).isNull();
    List<String> tenants = all.getList("tenants.tenant");
    assertThat(tenants).isNotEmpty();
    for (String tenant : tenants) {
      String its = "orgs.findAll { it.tenant == '" + tenant + "' }.allocation";
      List<Number> known = all.<Number>getList(its).stream().filter(Objects::nonNull).toList();
      String sum = "tenants.find { it.tenant == '" + tenant + "' }.";
      assertThat(all.getLong(sum + "allocation"))
          .isEqualTo(known.stream().mapToLong(Number::longValue).sum());
      assertThat(all.getInt(sum + "unknown")).isEqualTo(all.getInt(sum + "orgs") - known.size());
    }
  }

  @Test
  void percentagesAreNotRounded() {
    assertThat(get("/api/orgs/acme-uat").asString()).contains("\"usedPercent\":33.333333333333336");
  }

  @Test
  void orgWithoutAReadingSaysWhyAndWhatToDo() {
    JsonPath dark = get("/api/orgs/globex-emea").jsonPath();
    JsonPath fresh = get("/api/orgs/initech-new").jsonPath();

    assertThat(dark.getString("status")).isEqualTo("not-reporting");
    assertThat(dark.getString("problem"))
        .isEqualTo("it answered 503 with a maintenance page. Wait for it.");
    assertThat(dark.<Object>get("worst")).isNull();
    assertThat(dark.<String, Object>getMap("limits[0]"))
        .containsEntry("status", "unknown")
        .containsEntry("max", null)
        .containsEntry("used", null)
        .containsEntry("remaining", null)
        .containsEntry("usedPercent", null);
    assertThat(fresh.getString("problem")).startsWith("Not read yet");
    assertThat(fresh.<Object>get("lastReadAt")).isNull();
  }

  @Test
  void limitsThatACompleteReadingLacksForWantOfAPermissionAreNamed() {
    assertThat(get("/api/orgs/acme-prod").jsonPath().getString("notVisible"))
        .isEqualTo(
            "Not visible to Headroom: Data storage, File storage (the user lacks Manage Users)");
    for (String unread : List.of("globex-emea", "initech-new")) {
      assertThat(get("/api/orgs/" + unread).jsonPath().<String, Object>getMap("$"))
          .containsEntry("notVisible", null);
    }
  }

  @Test
  void limitsHaveTheirNumbersAndTheirStatus() {
    JsonPath json = get("/api/orgs/acme-prod").jsonPath();

    assertThat(json.<Map<String, Object>>getList("limits"))
        .extracting(l -> l.get("limit") + " " + l.get("status"))
        .containsExactly(
            "DailyApiRequests escalation",
            "Gone unknown",
            "DailyApiRequests.<b>Loader</b> ok",
            "Off not-provisioned");
    assertThat(json.<String, Object>getMap("limits[0]"))
        .containsEntry("label", "Daily API requests")
        .containsEntry("window", "rolling-24h")
        .containsEntry("max", 100_000)
        .containsEntry("used", 83_333)
        .containsEntry("remaining", 16_667);
    assertThat(json.<String, Object>getMap("limits[3]"))
        .containsEntry("max", 0)
        .containsEntry("used", 0)
        .containsEntry("usedPercent", null);
  }

  @Test
  void seriesDefaultsToTheLastDayOfTheFleetsClock() {
    JsonPath day = get("/api/orgs/acme-prod/series?limit=DailyApiRequests").jsonPath();
    JsonPath part =
        get("/api/orgs/acme-prod/series?limit=DailyApiRequests&from=2026-11-25T09:15:00Z"
                + "&to=2026-11-25T09:25:00Z&resolution=raw")
            .jsonPath();

    assertThat(day.getString("limit")).isEqualTo("DailyApiRequests");
    assertThat(day.getList("points")).hasSize(12);
    assertThat(day.<String, Object>getMap("points[11]"))
        .isEqualTo(Map.of("t", "2026-11-25T10:05:00Z", "used", 83_333, "max", 100_000));
    // From is inclusive, to is not.
    assertThat(part.getList("points.t", String.class))
        .containsExactly("2026-11-25T09:15:00Z", "2026-11-25T09:20:00Z");
  }

  @Test
  void hoursHaveTheirLowestHighestAndLastAndWhatArrived() {
    JsonPath hours =
        get("/api/orgs/acme-prod/series?limit=DailyApiRequests&resolution=hour"
                + "&from=2026-11-25T09:00:00Z&to=2026-11-25T11:00:00Z")
            .jsonPath();
    List<Integer> raw =
        get("/api/orgs/acme-prod/series?limit=DailyApiRequests").jsonPath().getList("points.used");

    assertThat(hours.getString("resolution")).isEqualTo("hour");
    assertThat(hours.getList("points.t", String.class))
        .containsExactly("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
    assertThat(hours.<String, Object>getMap("points[1]"))
        .containsOnlyKeys("t", "used", "max", "usedMin", "usedMax", "arrivals", "readings")
        .containsEntry("used", 83_333)
        .containsEntry("max", 100_000)
        .containsEntry("usedMax", 83_333);
    assertThat(hours.getList("points.readings", Integer.class).stream().mapToInt(n -> n).sum())
        .isEqualTo(raw.size());
    assertThat(hours.getList("points.arrivals", Integer.class).stream().mapToInt(n -> n).sum())
        .isEqualTo(raw.getLast() - raw.getFirst());
  }

  @ParameterizedTest
  @CsvSource({"2026-11-25T08:00:00Z,raw", "2026-11-20T08:00:00Z,hour", "2026-06-20T08:00:00Z,day"})
  void autoChoosesByTheLengthOfTheRange(String from, String chosen) {
    JsonPath series =
        get("/api/orgs/acme-prod/series?limit=DailyApiRequests&resolution=auto&from=" + from)
            .jsonPath();
    assertThat(series.getString("resolution")).isEqualTo(chosen);
    assertThat(series.getList("points")).isNotEmpty();
  }

  @Test
  void aSeriesIsAFileForASpreadsheet() {
    String query = "?limit=DailyApiRequests&from=2026-11-25T09:15:00Z&to=2026-11-25T09:20:00Z";
    Response raw = get("/api/orgs/acme-prod/series.csv" + query);
    Response day =
        get(
            "/api/orgs/acme-prod/series.csv?limit=DailyApiRequests&resolution=day"
                + "&from=2026-11-25T00:00:00Z");

    assertThat(raw.contentType()).isEqualTo("text/csv;charset=UTF-8");
    assertThat(raw.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"acme-prod-DailyApiRequests-raw.csv\"");
    assertThat(raw.asString())
        .startsWith(
            "org,limit,resolution,time,used,max,usedPercent,usedMin,usedMax,arrivals,readings\r\n"
                + "acme-prod,DailyApiRequests,raw,2026-11-25T09:15:00Z,")
        .endsWith(",,,,\r\n");
    assertThat(day.asString())
        .contains("\r\nacme-prod,DailyApiRequests,day,2026-11-25T00:00:00Z,83333,100000,83.333,")
        .endsWith(",12\r\n");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/api/orgs/acme-prod/series,limit",
    "/api/orgs/acme-prod/series?limit=,limit",
    "/api/orgs/acme-prod/series?limit=X&from=yesterday,from",
    "/api/orgs/acme-prod/series?limit=X&from=,from",
    "/api/orgs/acme-prod/series?limit=X&to=,to",
    "/api/orgs/acme-prod/series?limit=X&resolution=,resolution",
    "/api/orgs/acme-prod/series?limit=X&to=2026-11-25,to",
    "/api/orgs/acme-prod/series?limit=X&resolution=week,resolution",
    "/api/orgs/acme-prod/series.csv?limit=X&resolution=week,resolution",
    "/api/orgs/acme-prod/series.csv,limit",
    "/api/orgs/acme-prod/series?limit=X&from=2026-11-25T10:00:00Z&to=2026-11-25T09:00:00Z,from",
    "/api/alerts,state",
    "/api/alerts?state=closed,state"
  })
  void parameterThatCannotBeReadIsAViolation(String url, String path) {
    Response answer = get(url);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().<Map<String, Object>>getList("violations"))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation)
                    .containsOnlyKeys("path", "value", "problem", "remedy")
                    .containsEntry("path", path));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    assertThat(
            get("/api/orgs/acme-prod/series?from=x&to=y&resolution=z")
                .jsonPath()
                .getList("violations.path", String.class))
        .containsExactly("limit", "to", "from", "resolution");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orgs/nobody",
        "/api/orgs/NO_ID",
        "/api/orgs/nobody/series?limit=DailyApiRequests",
        "/api/orgs/acme-prod/series.csv?limit=Never",
        "/api/orgs/acme-prod/series?limit=Never"
      })
  void aMissingResourceIs404AsJson(String url) {
    Response answer = get(url);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(answer.jsonPath().getString("problem")).isNotBlank();
  }

  @Test
  void openListsAlertsThatAreOpenNowAndAllHasOneRowPerEpisode() {
    List<Map<String, Object>> open = get("/api/alerts?state=open").jsonPath().getList("$");
    List<Map<String, Object>> all = get("/api/alerts?state=all").jsonPath().getList("$");

    assertThat(open).hasSize(1);
    assertThat(open.get(0))
        .containsOnlyKeys(
            "key",
            "org",
            "limit",
            "subject",
            "rule",
            "reason",
            "severity",
            "worst",
            "status",
            "openedAt",
            "updatedAt",
            "resolvedAt",
            "notTold")
        .containsEntry("notTold", List.of())
        .containsEntry("key", Fixtures.OPEN.hash())
        .containsEntry("org", "acme-prod")
        .containsEntry("limit", "DailyApiRequests")
        .containsEntry("subject", Map.of("kind", "limit", "id", "DailyApiRequests"))
        .containsEntry("rule", "usage")
        .containsEntry("reason", "threshold")
        .containsEntry("severity", "escalation")
        .containsEntry("worst", "escalation")
        .containsEntry("status", "open")
        .containsEntry("openedAt", "2026-11-25T10:05:00Z")
        .containsEntry("resolvedAt", null);
    assertThat(all).extracting(a -> a.get("status")).containsExactly("open", "resolved");
    assertThat(all.get(1))
        .containsEntry("severity", "attention")
        .containsEntry("resolvedAt", "2026-11-25T09:05:00Z");
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }

  @Test
  void anOrgThatIsAnotherThanBeforeSaysSinceWhen() {
    assertThat(get("/api/orgs/globex-emea").jsonPath().getString("anotherOrgSince"))
        .isEqualTo("2026-11-25T10:05:00Z");
    assertThat(get("/api/orgs/acme-prod").jsonPath().<String, Object>getMap("$"))
        .containsEntry("anotherOrgSince", null);
  }
}
