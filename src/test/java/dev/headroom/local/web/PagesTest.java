package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say without scripts. */
@QuarkusTest
@TestProfile(WebProfile.class)
class PagesTest {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  @Test
  void fleetIsSaidInOneSentenceAndListedWorstFirst() {
    String page = page("/");

    assertThat(page).contains("1 org needs someone now, 1 does not report, 1 cannot be read</h1>");
    assertThat(page.indexOf("/orgs/acme-prod\""))
        .isPositive()
        .isLessThan(page.indexOf("/orgs/globex-emea\""));
    assertThat(page).contains("83.3 %").contains("4 of 4 orgs").contains("1 min ago");
    // The fleet's clock is not the real one here.
    assertThat(page).contains("simulated");
  }

  @ParameterizedTest(name = "{0} leaves {1} of 4")
  @CsvSource({
    "/?q=GLOBEX,1",
    "/?q=env%3Dprod,1",
    "/?q=maintenance,1",
    "/?status=not-reporting,1",
    "/?status=unknown,1",
    "/?tenant=acme,2",
    "/?tenant=acme&status=ok&q=uat,1",
    "/?q=nothing-like-it,0"
  })
  void fleetIsNarrowedWithoutScripts(String url, int left) {
    String page = page(url);

    assertThat(page).contains(left + " of 4 orgs");
    assertThat(page.split("<tr role=\"row\" class=", -1)).hasSize(left + 1);
  }

  @Test
  void orgShowsItsLimitsItsAlertAndTheChartOfTheWorst() {
    String page = page("/orgs/acme-prod");

    assertThat(page)
        .contains("Alerts: why, and is it over?")
        .contains("No: 83.3 % used (83,333 of 100,000) now.")
        .contains("data-series=\"/api/orgs/acme-prod/series?limit=DailyApiRequests\"")
        .contains("83,333 of 100,000")
        .contains("1 more with nothing to watch")
        .contains("last known 5 of 10");
  }

  @Test
  void orgSaysWhatItDoesNotShowForWantOfAPermission() {
    String hidden =
        "Not visible to Headroom: Data storage, File storage (the user lacks Manage Users)";

    assertThat(page("/orgs/acme-prod")).contains(hidden);
    assertThat(page("/orgs/globex-emea")).doesNotContain("Not visible");
    assertThat(page("/orgs/initech-new")).doesNotContain("Not visible");
  }

  @Test
  void namesOfOthersAreTextAndNothingElse() {
    String page = page("/orgs/acme-prod");

    assertThat(page)
        .contains("DailyApiRequests.&lt;b&gt;Loader&lt;/b&gt;")
        .doesNotContain("<b>Loader");
    assertThat(page("/?q=%22%3E%3Cscript%3E")).doesNotContain("\"><script>");
  }

  @Test
  void darkOrgSaysWhyAndWhatToDo() {
    assertThat(page("/orgs/globex-emea"))
        .contains("Not reporting")
        .contains("s-not-reporting")
        .contains("it answered 503 with a maintenance page")
        .contains("Wait for it");
    assertThat(page("/orgs/initech-new")).contains("This org has not shown any limit yet");
  }

  @Test
  void chartHasATableBesideIt() {
    assertThat(page("/orgs/acme-prod/numbers?limit=DailyApiRequests&range=6h"))
        .contains("83,333")
        .contains("every reading")
        .contains("2026-11-25T10:05:00Z");
    assertThat(page("/orgs/acme-uat/numbers")).contains("No reading in this time");
  }

  @Test
  void alertsLinkToTheirOrgTheirLimitAndTheirMessages() {
    assertThat(page("/alerts"))
        .contains("/orgs/acme-prod?limit=DailyApiRequests")
        .contains("/inbox?alert=" + Fixtures.OPEN.hash())
        .doesNotContain("DataStorageMB");
    assertThat(page("/alerts?state=all")).contains("DataStorageMB").contains("resolved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orgs/nobody", "/orgs/NO_ID", "/orgs/nobody/numbers"})
  void pageOfAnUnknownOrgIs404(String url) {
    Response answer = get(url);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("text/html");
    assertThat(answer.asString()).contains("The fleet has no org of that name");
  }

  @Test
  void nothingIsTakenFromAnotherHost() {
    Response answer = get("/orgs/acme-prod");

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self'");
    assertThat(answer.asString()).doesNotContainPattern("(src|href)=\"(https?:)?//");
    assertThat(get("/webjars/uplot/1.6.30/dist/uPlot.iife.min.js").statusCode()).isEqualTo(200);
    assertThat(get("/assets/chart.js").statusCode()).isEqualTo(200);
  }

  private static String page(String url) {
    Response answer = get(url);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.asString();
  }

  private static Response get(String url) {
    return given().port(TestPorts.pages()).urlEncodingEnabled(false).get(url);
  }

  @Test
  void anOrgThatIsAnotherThanBeforeSaysSinceWhen() {
    assertThat(page("/orgs/globex-emea")).contains("This is another org since 2026-11-25");
    assertThat(page("/orgs/acme-prod")).doesNotContain("another org since");
  }
}
