package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The backtest over HTTP: two days of an org that used up its calls on the second. */
@QuarkusTest
@TestProfile(WebProfile.class)
class BacktestPageTest {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    for (int i = 0; i < 576; i++) {
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(Fixtures.CALLS, Reading.ofUsed(Math.min(100_000, 200L * i), 100_000));
      readings.put(new LimitName("<b>Other</b>"), Reading.ofUsed(1, 5));
      fleet.put(
          new OrgId("acme-prod"),
          new Sample(Fixtures.SLOT.minusSeconds(300L * (575 - i)), new Snapshot(readings, true)));
    }
  }

  @AfterEach
  void forget() {
    fleet.forget(new OrgId("acme-prod"));
  }

  @Test
  void theApiAnswersForTheWorstLimitUnlessAnotherIsNamed() {
    JsonPath worst = get("/api/orgs/acme-prod/backtest").jsonPath();
    assertThat(worst.getString("org")).isEqualTo("acme-prod");
    assertThat(worst.getString("summary")).startsWith("1 day of history: too short");
    assertThat(worst.getString("history.first")).isEqualTo("2026-11-23T10:10:00Z");
    assertThat(worst.getInt("history.readings")).isEqualTo(576);
    assertThat(worst.getList("limits.limit")).containsExactly("DailyApiRequests");
    assertThat(worst.getList("events.start")).containsExactly("2026-11-25T03:50:00Z");
    assertThat(worst.getInt("methods.thresholds.pages")).isOne();
    assertThat(worst.getInt("quietLimits")).isZero();

    JsonPath all = get("/api/orgs/acme-prod/backtest?limit=*&projection=off").jsonPath();
    assertThat(all.getInt("history.readings")).isEqualTo(2 * 576);
    assertThat(all.getInt("quietLimits")).isOne();
    assertThat(all.getString("limits[0].projection")).isNull();
  }

  @Test
  void theApiReportsEverythingThatIsWrong() {
    Response wrong =
        get("/api/orgs/acme-prod/backtest?from=x&attention=200&from=y&projectionAttention=soon");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getList("violations.path"))
        .containsExactly("from", "attention", "projectionAttention");
    Response long31 = get("/api/orgs/acme-prod/backtest?from=2026-10-01T00:00:00Z");
    assertThat(long31.statusCode()).isEqualTo(400);
    assertThat(long31.jsonPath().getString("violations[0].problem"))
        .startsWith("is more than 31 days before to");
    assertThat(get("/api/orgs/nobody/backtest").statusCode()).isEqualTo(404);
  }

  @Test
  void thePageHasASentenceAndOneRowPerMethod() {
    Response answer = get("/orgs/acme-prod/backtest");
    String page = answer.asString();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(page)
        .contains(
            "With this policy you would have had 1 alert in 2 days, a page: it ended in exhaustion.")
        .contains("A limit ran out once, and an alert was open before, ")
        .contains("<th role=\"rowheader\" scope=\"row\">headroom <small>")
        .contains("<th role=\"rowheader\" scope=\"row\">linear <small>")
        .contains("<th role=\"rowheader\" scope=\"row\">seasonal <small>")
        .contains("<option value=\"DailyApiRequests\" selected>Daily API requests</option>")
        .contains("name=\"attention\" value=\"\" placeholder=\"60\"")
        .contains("href=\"/api/orgs/acme-prod/backtest\"")
        .contains("Outcome")
        .doesNotContain("NOT_FOUND");
    assertThat(get("/orgs/acme-prod").asString()).contains("href=\"/orgs/acme-prod/backtest\"");
  }

  @Test
  void theTriedPolicyStaysInTheForm() {
    String page =
        get("/orgs/acme-prod/backtest?limit=*&attention=70&escalation=90&recoverBelow="
                + "&projection=off&from=2026-11-23T00:00:00Z")
            .asString();

    assertThat(page)
        .contains("attention 70, escalation 90, recoverBelow 5, projection off")
        .contains("<option value=\"*\" selected>all limits</option>")
        .contains("name=\"attention\" value=\"70\"")
        .contains("<option value=\"off\" selected>off</option>")
        .contains("<input type=\"hidden\" name=\"from\" value=\"2026-11-23T00:00:00Z\">")
        .contains("No alert and no exhaustion of 1 other limits.")
        .contains("backtest?limit=*&amp;attention=70&amp;");
  }

  @Test
  void aMinimumDurationAndAProbabilityCanBeTriedToo() {
    String page = get("/orgs/acme-prod/backtest?for=PT30M&pageFrom=0.8").asString();

    assertThat(page)
        .contains("name=\"for\" value=\"PT30M\" placeholder=\"0 min\"")
        .contains("name=\"pageFrom\" value=\"0.8\" placeholder=\"0.5\"")
        .contains("recoverBelow 5, for 30 min, projection 12 h / 4 h, pageFrom 0.8;")
        .contains("With for PT30M, pageFrom 0.8 you would have had");
    JsonPath tried = get("/api/orgs/acme-prod/backtest?for=PT30M&pageFrom=0.8").jsonPath();
    assertThat(tried.getString("limits[0].for")).isEqualTo("PT30M");
    assertThat(tried.getDouble("limits[0].projection.pageFrom")).isEqualTo(0.8);
    assertThat(tried.getString("limits[0].inForce.for")).isEqualTo("PT0S");
    assertThat(get("/orgs/acme-prod/backtest?pageFrom=50").asString())
        .contains("is not from 0 to 1");
  }

  /** The policy that is in force here is 60, 80 and 5. */
  @Test
  void thePolicyInForceIsShownBesideTheOneThatIsTried() {
    String page = get("/orgs/acme-prod/backtest?attention=70&recoverBelow=10").asString();

    assertThat(page)
        .contains(
            "attention 70, escalation 80, recoverBelow 10, projection 12 h / 4 h, pageFrom 0.5;")
        .contains(
            "now attention 60, escalation 80, recoverBelow 5, projection 12 h / 4 h, pageFrom 0.5")
        .contains("With attention 70 %, recoverBelow 10 you would have had")
        .contains("As it is now: 1 alert, a page: ")
        .containsSubsequence(
            "scope=\"row\">with attention 70 %, recoverBelow 10", "scope=\"row\">now")
        .contains("name=\"escalation\" value=\"\" placeholder=\"80\"");
    JsonPath tried = get("/api/orgs/acme-prod/backtest?attention=70").jsonPath();
    assertThat(tried.getDouble("limits[0].attention")).isEqualTo(70);
    assertThat(tried.getDouble("limits[0].inForce.attention")).isEqualTo(60);
    assertThat(tried.getInt("methods.now.pages")).isOne();
    JsonPath asItIs = get("/api/orgs/acme-prod/backtest").jsonPath();
    assertThat(asItIs.getMap("methods")).doesNotContainKey("now");
    assertThat(asItIs.getString("limits[0].inForce")).isNull();
  }

  @Test
  void aConflictWithTheCurrentManifestIsShownOnThePage() {
    Response wrong = get("/orgs/acme-prod/backtest?attention=85");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.asString())
        .contains(
            "attention: is not below escalation, which is 80 in force for DailyApiRequests (found:"
                + " 85)");
  }

  @Test
  void whatCannotBeTriedIsShownOnThePage() {
    Response wrong = get("/orgs/acme-prod/backtest?attention=<b>&limit=<i>x</i>");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.asString())
        .contains("This policy cannot be tried")
        .contains("attention: is not a number (found: &lt;b&gt;).")
        .contains("&lt;i&gt;x&lt;/i&gt;")
        .doesNotContain("<i>x")
        .doesNotContain("Exhaustions");
    assertThat(get("/orgs/nobody/backtest").statusCode()).isEqualTo(404);
    assertThat(get("/orgs/acme-prod/backtest?limit=NoSuch").asString())
        .contains("No limit of this name was read in this time.");
  }

  private static Response get(String path) {
    return given()
        .port(TestPorts.pages())
        .redirects()
        .follow(false)
        .urlEncodingEnabled(false)
        .get(path.replace("<", "%3C").replace(">", "%3E"));
  }
}
