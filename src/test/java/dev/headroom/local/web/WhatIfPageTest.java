package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.UsageDays;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.Memory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What-if over HTTP: three days of an org that uses 60 of 100. */
@QuarkusTest
@TestProfile(WebProfile.class)
class WhatIfPageTest {
  @Inject FakeFleet fleet;
  private static final OrgId UAT = new OrgId("acme-uat");

  @Inject AlertStates states;
  @Inject UsageStore usage;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    for (int i = 0; i < 72; i++) {
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(Fixtures.CALLS, Reading.ofUsed(60_000, 100_000));
      readings.put(new LimitName("FileStorageMB"), Reading.ofUsed(1, 100));
      fleet.put(
          new OrgId("acme-uat"),
          new Sample(Fixtures.SLOT.minusSeconds(3600L * i), new Snapshot(readings, true)));
    }
  }

  @Test
  void theApiAnswersAQuestion() {
    JsonPath answer = get("/api/orgs/acme-uat/what-if?calls=50000&shape=even&days=3").jsonPath();

    assertThat(answer.getString("limit")).isEqualTo("DailyApiRequests");
    assertThat(answer.getString("summary"))
        .startsWith("DailyApiRequests would peak at 110,000 of 100,000 (110.0 %)");
    assertThat(answer.getList("after.daysAtRisk")).containsExactly("2026-11-26", "2026-11-27");
    assertThat(answer.getList("before.daysAtRisk")).isEmpty();
    assertThat(answer.getList("days.compared")).containsExactly(2, 2, 2);
  }

  @Test
  void theApiReportsEverythingThatIsWrong() {
    Response wrong = get("/api/orgs/acme-uat/what-if?calls=x&shape=y&days=99");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getList("violations.path"))
        .containsExactlyInAnyOrder("calls", "shape", "days");
    assertThat(get("/api/orgs/acme-uat/what-if").jsonPath().getList("violations.problem"))
        .isEqualTo(List.of("nothing is changed"));
    assertThat(get("/api/orgs/nobody/what-if?calls=1").statusCode()).isEqualTo(404);
  }

  @Test
  void moreCallsThanTheOrgEverMadeCannotBeMoved() {
    Response wrong =
        get("/api/orgs/acme-uat/what-if?move=999999999&moveFrom=02:00-04:00&moveBy=PT3H");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getList("violations.path")).containsExactly("move");
    assertThat(wrong.jsonPath().getString("violations[0].problem")).endsWith("(at most 60,000)");
  }

  @Test
  void theFormCountsWhatTheLimitCounts() {
    assertThat(get("/orgs/acme-uat/what-if").asString())
        .contains("<option value=\"DailyApiRequests\" selected>")
        .contains("<span>Calls a day</span>");
    assertThat(get("/orgs/acme-uat/what-if?limit=FileStorageMB").asString())
        .contains("<span>MB a day</span>");
    assertThat(get("/orgs/acme-uat/what-if?calls=50,000").asString())
        .contains("Daily API requests would peak at 110,000 of 100,000 (110.0 %)");
  }

  @Test
  void thePageAsksFirstAndThenAnswers() {
    Response asked =
        get("/orgs/acme-uat/what-if?limit=DailyApiRequests&calls=&shape=&addOn=&days=");
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.asString())
        .contains("<h1>What if something changed?</h1>")
        .doesNotContain("<table")
        .doesNotContain("This question cannot be answered");

    String page = get("/orgs/acme-uat/what-if?calls=50000&addOn=5000").asString();
    assertThat(page)
        .contains(
            "<p class=\"verdict\">It does not fit. It reaches attention (60 %) on Wed 25 Nov,"
                + " escalation (80 %) on Wed 25 Nov, 100 % on Thu 26 Nov.")
        .contains("Daily API requests would peak at 110,000 of 105,000 (104.7 %)")
        .contains("name=\"calls\" value=\"50000\"")
        .contains("/api/orgs/acme-uat/what-if?calls=50000&amp;addOn=5000")
        .contains("<td role=\"cell\" data-label=\"Runs out\">2 of 2</td>");
    assertThat(page.split("<th role=\"rowheader\"", -1)).hasSize(15);
  }

  @Test
  void thePageReportsEverythingThatIsWrongAndKeepsWhatWasWritten() {
    Response wrong = get("/orgs/acme-uat/what-if?calls=%3Cb%3E&moveBy=PT1H");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.asString())
        .contains("This question cannot be answered")
        .contains("<li>calls: is not a whole number from 1 to 1,000,000,000 (found: &lt;b&gt;).")
        .contains("<li>move: is missing.")
        .contains("name=\"moveBy\" value=\"PT1H\"");
    assertThat(get("/orgs/nobody/what-if").statusCode()).isEqualTo(404);
  }

  @Test
  void anIntegrationIsAskedAboutByName() {
    Response unknown = get("/api/orgs/acme-uat/what-if?without=BI%20extract");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.jsonPath().getList("violations.path")).containsExactly("without");
    assertThat(get("/orgs/acme-uat/what-if?bulk=%3Cb%3E").asString())
        .contains("name=\"bulk\" value=\"&lt;b&gt;\"")
        .contains("<li>bulk: is no integration of this org (found: &lt;b&gt;).");

    if (usage.memory(UAT).version() == 0) {
      UsageDays days = new UsageDays(LocalDate.parse("2026-11-18"));
      for (int i = 0; i < 7; i++) {
        days.day(0, "bi 24000");
      }
      usage.save(UAT, Memory.NONE, IntegrationRegistry.NONE, days.list(), List.of());
    }
    JsonPath answer = get("/api/orgs/acme-uat/what-if?without=the+bi&addOn=1000").jsonPath();
    assertThat(answer.getList("assumed"))
        .containsExactly(
            "The bi makes 24,000 calls on an average day (of 7 days); these stay away.");
    assertThat(answer.getList("days.peakAfter", Double.class).getLast())
        .isEqualTo(answer.getList("days.peakBefore", Double.class).getLast() - 24_000);
    assertThat(get("/orgs/acme-uat/what-if?moveIntegration=bi&moveBy=PT3H").asString())
        .contains("<p class=\"found\">The bi makes 24,000 calls")
        .contains("these come 3 h later.");
  }

  @Test
  void aLimitThatIsNotListedStaysTheOneThatWasAskedAbout() {
    assertThat(get("/orgs/acme-uat/what-if?limit=NeverSeen&calls=1").asString())
        .contains("<option value=\"NeverSeen\" selected>NeverSeen</option>")
        .contains("NeverSeen cannot be projected.");
  }

  @Test
  void theOrgsPageLeadsToIt() {
    assertThat(get("/orgs/acme-prod?limit=DailyApiRequests").asString())
        .contains("href=\"/orgs/acme-prod/what-if?limit=DailyApiRequests\"");
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }
}
