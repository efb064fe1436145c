package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.usage.UsageStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who spends the calls, as JSON: five days of an org, read out of event log files. */
@QuarkusTest
@TestProfile(WebProfile.class)
class UsageApiTest {
  private static final String ORG = "/api/orgs/acme-prod";

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject UsageStore usage;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    UsageFixtures.fill(fleet, usage);
  }

  @Test
  void theDaysAddUpToTheCounterAndWhatIsUnknownIsNull() {
    JsonPath answer = get(ORG + "/usage?from=2026-03-01&to=2026-03-06").jsonPath();

    assertThat(answer.getString("org")).isEqualTo("acme-prod");
    List<Map<String, Object>> days = answer.getList("days");
    assertThat(days).hasSize(6);
    assertThat(days.getFirst())
        .containsEntry("day", "2026-03-01")
        .containsEntry("source", "none")
        .containsEntry("counted", null)
        .containsEntry("unexplained", null);
    int compared = 0;
    int counted = 0;
    for (int i = 1; i < days.size(); i++) {
      String day = "days[" + i + "].";
      counted += answer.get(day + "counted") == null ? 0 : answer.getInt(day + "counted");
      if (answer.get(day + "unexplained") != null) {
        compared++;
        assertThat(answer.getInt(day + "limitUsed"))
            .isEqualTo(answer.getInt(day + "counted") + answer.getInt(day + "unexplained"));
      }
    }
    assertThat(compared).isPositive();
    assertThat(answer.getList("integrations.calls", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(counted);
  }

  @Test
  void aDayIsReturnedWholeAndItsGroupsOnlyOnRequest() {
    JsonPath day = get(ORG + "/usage/2026-03-03").jsonPath();
    int counted = day.getInt("counted");

    assertThat(day.getString("source")).isNotEqualTo("none");
    assertThat(day.getList("integrations.calls", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(counted);
    assertThat(day.getList("integrations[0].hours")).hasSize(24);
    assertThat(day.getMap("integrations[0]"))
        .containsKeys("integration", "name", "identifiedBy", "share", "families", "errors")
        .containsKeys("topResources", "users", "addresses", "versions");
    assertThat(day.getMap("files[0]"))
        .containsKeys("id", "eventType", "interval", "sequence", "rows", "newRows");
    assertThat(day.getMap("findings[0]"))
        .containsKeys("pattern", "integration", "resource", "from", "to", "calls", "needed")
        .containsKeys("saving", "confidence", "advice", "evidence")
        .containsEntry("firstSeen", "2026-03-03")
        .containsEntry("lastSeen", "2026-03-03")
        .containsEntry("gone", null);
    assertThat(day.getMap("")).doesNotContainKey("groups");

    JsonPath whole = get(ORG + "/usage/2026-03-03?groups=true").jsonPath();
    assertThat(whole.getInt("counted")).isEqualTo(counted);
    assertThat(whole.getList("groups.calls", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(counted);
    assertThat(whole.getMap("groups[0]").keySet())
        .containsExactlyInAnyOrder(
            "connectedAppId",
            "connectedAppName",
            "clientName",
            "user",
            "address",
            "family",
            "version",
            "calls",
            "integration");
  }

  @Test
  void aDayThatIsNotStoredIsUnknownAndNotZero() {
    JsonPath day = get(ORG + "/usage/2025-01-01?groups=true").jsonPath();

    assertThat(day.getString("source")).isEqualTo("none");
    assertThat(day.getMap(""))
        .containsEntry("counted", null)
        .containsEntry("limitUsed", null)
        .containsEntry("groups", null);
    assertThat(day.getList("integrations")).isEmpty();
  }

  @Test
  void aNamedIntegrationHasItsOwnerAndItsBudget() {
    JsonPath all = get(ORG + "/integrations").jsonPath();
    // The fleet's clock is months later: nothing is known of the last 28 days.
    assertThat(all.getList("integrations")).isEmpty();

    JsonPath then = get(ORG + "/usage?from=2026-03-02&to=2026-03-06").jsonPath();
    Map<String, Object> named = then.getMap("integrations.find { it.integration == 'nightly' }");
    assertThat(named)
        .containsEntry("name", "Nightly load")
        .containsEntry("named", true)
        .containsEntry("owner", "erp-team")
        .containsEntry("contact", "erp@acme.example")
        .containsEntry("budget", 15_000)
        .containsKeys("typicalDaily", "status", "firstSeen", "lastSeen", "trend");
    assertThat(
            then.getDouble("integrations.find { it.integration == 'nightly' }.budgetUsedPercent"))
        .isPositive();
    assertThat(then.getMap("integrations.find { it.integration != 'nightly' }"))
        .containsEntry("named", false)
        .containsEntry("owner", null)
        .containsEntry("budgetUsedPercent", null);
  }

  @Test
  void theFindingsOfTheDaysSaySinceWhenTheyAreThere() {
    JsonPath then = get(ORG + "/usage?from=2026-03-02&to=2026-03-06").jsonPath();

    assertThat(then.getMap("findings[0]"))
        .containsKeys("id", "integration", "name", "pattern", "resource", "firstSeen", "lastSeen")
        .containsKeys("savingPerDay", "savingPercent", "advice")
        .containsEntry("gone", null);
    assertThat(then.getList("findings.savingPerDay", Integer.class))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void theCapacityPlanSaysWhatItDoesNotKnow() {
    JsonPath plan = get(ORG + "/usage?from=2026-03-02&to=2026-03-06").jsonPath();

    assertThat(plan.getInt("plan.knownDays")).isBetween(1, 5);
    assertThat(plan.getInt("plan.allocation")).isEqualTo(100_000);
    assertThat(plan.getInt("plan.comfortable")).isEqualTo(70_000);
    assertThat(plan.getInt("plan.typical")).isPositive();
    assertThat(plan.getString("plan.passes")).isEqualTo("unknown");
    assertThat(plan.getString("plan.unknown.join(' ')")).contains("Growth can be told from 8 days");
  }

  @ParameterizedTest(name = "{0} is {1}: {2}")
  @CsvSource({
    "/usage?from=yesterday,400,from",
    "/usage?from=2026-03-06&to=2026-03-02,400,from",
    "/usage?from=2024-01-01&to=2026-03-02,400,from",
    "/usage?day=2026-03-02,400,day",
    "/usage/3-3-2026,400,day",
    "/usage/2026-03-03?groups=yes,400,groups",
    "/usage/2026-03-03?group=true,400,group",
    "/integrations?from=2026-03-03,400,from"
  })
  void whatCannotBeReadIsSaid(String path, int status, String member) {
    Response wrong = get(ORG + path);

    assertThat(wrong.statusCode()).isEqualTo(status);
    assertThat(wrong.jsonPath().getList("violations.path")).containsExactly(member);
  }

  @ParameterizedTest
  @CsvSource({"/usage", "/usage/2026-03-03", "/integrations"})
  void anUnknownOrgIsNotFound(String path) {
    assertThat(get("/api/orgs/nobody" + path).statusCode()).isEqualTo(404);
  }

  @Test
  void savingsOfTheFleetAreListed() {
    assertThat(get("/api/savings").jsonPath().getList("")).isEmpty();
    assertThat(get("/api/savings?x=1").statusCode()).isEqualTo(400);
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }
}
