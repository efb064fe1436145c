package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
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

  /** Orgs, limits or targets, in the order of their rows. */
  private static List<String> names(String page) {
    return Pattern.compile("<th role=\"rowheader\" scope=\"row\">(?:<a[^>]*>)?([^<]+?) ?<")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "/?sort=org, acme-prod acme-uat globex-emea initech-new",
    "/?sort=-org, initech-new globex-emea acme-uat acme-prod",
    "/?sort=status, acme-prod globex-emea initech-new acme-uat",
    "/?sort=-status, acme-uat initech-new globex-emea acme-prod",
    // What is not known stays at the end.
    "/?sort=used, acme-prod acme-uat globex-emea initech-new",
    "/?sort=-used, acme-uat acme-prod globex-emea initech-new",
    "/?sort=-read, acme-prod globex-emea acme-uat initech-new",
    "/targets?sort=target, chat hooks",
    "/targets?sort=-target, hooks chat",
    "/alerts?state=all&sort=-org, acme-uat acme-prod"
  })
  void listsAreSortedByTheAddress(String url, String order) {
    assertThat(names(page(url))).containsExactly(order.split(" "));
  }

  @Test
  void limitsAreSortedByTheAddressAndTheChartStays() {
    String page = page("/orgs/acme-prod?limit=DailyApiRequests&range=6h&sort=-limit");

    assertThat(names(page.substring(page.indexOf("id=\"limits\""))).subList(0, 3))
        .containsExactly(
            "Gone", "DailyApiRequests.&lt;b&gt;Loader&lt;/b&gt;", "Daily API requests");
    assertThat(page)
        .contains("limit=DailyApiRequests&amp;range=6h&amp;sort=limit#limits\">Limit</a>")
        .contains("limit=Gone&amp;range=6h&amp;sort=-limit#chart");
  }

  @Test
  void theHeadThatSortsIsMarkedAndReversesTheOrder() {
    assertThat(page("/"))
        .contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/?sort=-status\">Status</a>")
        .contains("<th role=\"columnheader\" scope=\"col\"><a class=\"sort\" href=\"/?sort=org\">");
    assertThat(page("/?sort=org"))
        .contains("aria-sort=\"ascending\"><a class=\"sort\" href=\"/?sort=-org\">Org</a>")
        .contains("href=\"/\">Status</a>");
    assertThat(page("/?sort=-org"))
        .contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/?sort=org\">Org</a>");
    assertThat(get("/?sort=colour").statusCode()).isEqualTo(400);
    assertThat(get("/alerts?sort=state").statusCode()).isEqualTo(400);
  }

  @Test
  void orgShowsItsLimitsItsAlertAndTheChartOfTheWorst() {
    String page = page("/orgs/acme-prod");

    assertThat(page)
        .contains("Alerts: why, and is it over?")
        .contains("No: 83.3 % used (83,333 of 100,000) now.")
        .contains("data-series=\"/api/orgs/acme-prod/series?limit=DailyApiRequests\"")
        .contains("83,333 of 100,000")
        .contains("1 more that need no watching")
        .contains("last known 5 of 10");
  }

  @Test
  void orgSaysWhatHeadroomItselfHasCostTodayAndCostsOnAFullDay() {
    assertThat(page("/orgs/acme-prod"))
        .contains(
            "Headroom: no calls counted yet today; reading limits takes 291 on a full day, 0.3 % of"
                + " 100,000; usage and access come on top<");
    // Of an org of which nobody knows how many calls it may make.
    assertThat(page("/orgs/initech-new")).contains("takes 291 on a full day; usage and access");
  }

  @Test
  void deliveriesAreTimedByTheRealClockAndThePageSaysSo() {
    assertThat(page("/inbox"))
        .contains("Deliveries are timed by the real clock: ")
        .contains("1 Mar 2026 08:00 UTC");
    assertThat(page("/targets")).contains("1 Mar 2026 08:00 UTC");
  }

  @Test
  void orgNamesWhatIsHiddenForLackOfAPermission() {
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
  void unreadableOrgSaysWhyAndWhatToDo() {
    assertThat(page("/orgs/globex-emea"))
        .contains("Not reporting")
        .contains("s-not-reporting")
        .contains("it answered 503 with a maintenance page")
        .contains("Wait for it");
    assertThat(page("/orgs/initech-new")).contains("No limit of this org has been read yet");
  }

  @Test
  void chartHasATableBesideIt() {
    assertThat(page("/orgs/acme-prod/numbers?limit=DailyApiRequests&range=6h"))
        .contains("83,333")
        .contains("every reading")
        .contains("2026-11-25T10:05:00Z");
    assertThat(page("/orgs/acme-uat/numbers")).contains("No readings in this time");
  }

  @Test
  void aLongRangeIsShownByTheHourAndByTheDay() {
    String week = page("/orgs/acme-prod/numbers?limit=DailyApiRequests&range=7d");
    assertThat(week)
        .contains("hours of UTC, by their beginning")
        .contains(">Lowest</th>", ">Highest</th>", ">Added</th>")
        .contains("2026-11-25T09:00:00Z")
        .contains("/api/orgs/acme-prod/series.csv?limit=DailyApiRequests&amp;from=")
        .contains("resolution=hour\" download>CSV</a>", "resolution=hour\" download>JSON</a>");
    assertThat(page("/orgs/acme-prod/numbers?limit=DailyApiRequests&range=1y"))
        .contains("days of UTC, by their beginning")
        .contains("2026-11-25T00:00:00Z");
    assertThat(page("/orgs/acme-prod?limit=DailyApiRequests&range=30d"))
        .contains("data-hours=\"720\" data-resolution=\"hour\"")
        .contains("lowest to highest of each hour")
        .contains("download>CSV</a>");
    assertThat(page("/orgs/acme-prod?limit=DailyApiRequests"))
        .contains("data-resolution=\"raw\"")
        .contains("range=7d", "range=30d", "range=1y");
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
