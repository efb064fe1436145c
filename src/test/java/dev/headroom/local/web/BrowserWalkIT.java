package dev.headroom.local.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.poll.Foresee;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person's way through the pages in a real browser: fleet, org, chart, alert, message. */
@QuarkusTest
@TestProfile(WebProfile.class)
class BrowserWalkIT {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject Foresee foresee;

  @AfterEach
  void leave() {
    ForeseenOrgs.remove(fleet);
  }

  @AfterAll
  static void closeBrowser() {
    RealBrowser.close();
  }

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    RestAssured.given()
        .port(TestPorts.pages())
        .contentType("application/json")
        .body(
            "{\"type\": \"alert.opened\", \"data\": {\"key\": \"%s\", \"transition\": \"opened\","
                    .formatted(Fixtures.OPEN.hash())
                + " \"severity\": \"escalation\", \"org\": \"acme-prod\","
                + " \"title\": \"acme-prod: Daily API requests at 83 % (escalation)\"}}")
        .post("/inbox/webhook");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void fleetLeadsToAnOrgItsChartItsAlertAndTheMessage(ColorScheme scheme) {
    withPage(
        new Browser.NewContextOptions().setColorScheme(scheme),
        page -> {
          List<String> errors = new ArrayList<>();
          page.onPageError(errors::add);
          page.navigate(url("/"));
          assertThat(page.locator("h1")).containsText("needs someone now");

          page.locator("#orgs a", new Page.LocatorOptions().setHasText("acme-prod")).click();
          assertThat(page.locator("h1")).containsText("acme-prod");
          Locator plot = page.locator("#plot");
          assertThat(plot).hasAttribute("data-drawn", "12");
          assertThat(plot).hasAttribute("aria-label", Pattern.compile("83,333"));
          assertThat((Integer) page.evaluate(PAINTED)).isGreaterThan(1_000);

          page.locator("nav a", new Page.LocatorOptions().setHasText("Alerts")).click();
          page.locator("#alertlist a", new Page.LocatorOptions().setHasText("Notifications"))
              .first()
              .click();
          assertThat(page.locator(".message .title").first())
              .containsText("acme-prod: Daily API requests at 83 %");
          page.locator(".message summary").first().click();
          assertThat(page.locator(".message pre").first()).containsText("\"transition\"");
          assertThat(errors).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void chartShowsTheForecastAndTheFleetSortsByIt(ColorScheme scheme) {
    ForeseenOrgs.fill(fleet, states, foresee);
    withPage(
        new Browser.NewContextOptions().setColorScheme(scheme),
        page -> {
          List<String> errors = new ArrayList<>();
          page.onPageError(errors::add);
          page.navigate(url("/"));
          Locator sort = page.locator("a.sort", new Page.LocatorOptions().setHasText("Runs out"));
          sort.focus();
          page.keyboard().press("Enter");
          assertThat(page).hasURL(url("/?sort=exhaustion"));
          assertThat(page.locator("th[aria-sort=ascending]")).hasText("Runs out");
          Locator rows = page.locator("#orgs tbody tr");
          assertThat(rows.nth(0)).containsText("hooli-full");
          assertThat(rows.nth(1)).containsText("hooli-busy");
          page.locator("#q").pressSequentially("hooli");
          assertThat(rows).hasCount(4);
          assertThat(page).hasURL(url("/?q=hooli&sort=exhaustion"));

          rows.nth(1).locator(".next a").click();
          Locator plot = page.locator("#plot");
          assertThat(plot).hasAttribute("data-has", "band usual end");
          assertThat(plot).hasAttribute("aria-label", Pattern.compile("out around"));
          assertThat(page.locator("#key li:visible")).hasCount(4);
          assertThat((Integer) page.evaluate(PAINTED)).isGreaterThan(10_000);

          page.navigate(url("/orgs/hooli-full"));
          assertThat(plot).hasAttribute("data-has", "band usual relief");
          page.navigate(url("/orgs/hooli-calm?limit=DailyApiRequests&range=7d"));
          assertThat(plot).hasAttribute("data-has", "range band usual");
          assertThat(plot).hasAttribute("aria-label", Pattern.compile("hours of the last 7 days"));
          page.navigate(url("/orgs/hooli-calm?limit=DailyApiRequests&range=30d"));
          assertThat(plot).hasAttribute("data-has", "range band usual");
          page.navigate(url("/orgs/hooli-calm?limit=DailyApiRequests&range=1y"));
          assertThat(plot).hasAttribute("aria-label", Pattern.compile("days of the last 365 days"));
          assertThat(page.locator("#key li:visible").first()).hasText("last read of each day");
          page.navigate(url("/orgs/hooli-calm?limit=" + ForeseenOrgs.JOBS.value() + "&range=3d"));
          assertThat(plot).hasAttribute("data-has", "band usual");
          page.navigate(url("/orgs/hooli-young?limit=DailyApiRequests"));
          assertThat(plot).hasAttribute("data-has", "");
          assertThat(errors).isEmpty();
        });
  }

  @Test
  void everyStatusHasItsTileInOneRowAndRoomInItsColumn() {
    withPage(
        new Browser.NewContextOptions().setViewportSize(1280, 900),
        page -> {
          page.navigate(url("/"));
          assertThat(page.locator("#tiles li")).hasCount(6);
          assertThat(
                  (Integer)
                      page.evaluate(
                          "new Set([...document.querySelectorAll('#tiles li')]"
                              + ".map(t => t.getBoundingClientRect().top)).size"))
              .isEqualTo(1);
          assertThat(page.locator("#orgs .chip.s-not-reporting")).hasCount(1);
          assertThat(
                  (Integer)
                      page.evaluate(
                          "[...document.querySelectorAll('#orgs .chip')].filter(c => c"
                              + ".getBoundingClientRect().right > c.closest('td')"
                              + ".getBoundingClientRect().right - 4).length"))
              .isZero();
        });
  }

  @Test
  void timesAreThoseOfTheBrowserWithUtcBesideThem() {
    withPage(
        new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata"),
        page -> {
          page.navigate(url("/"));
          assertThat(page.locator("#clock time")).hasText("25 Nov 2026 15:37 (10:07 UTC)");
          assertThat(page.locator("#orgs tbody tr").first().locator(".when"))
              .hasText("15:35 (10:05 UTC) 1 min ago");
          assertThat(page.locator("#zone")).containsText("with UTC beside them");
          page.locator("#q").pressSequentially("acme-prod");
          assertThat(page.locator("#orgs tbody tr")).hasCount(1);
          assertThat(page.locator("#orgs tbody .when")).hasText("15:35 (10:05 UTC) 1 min ago");
        });
    withPage(
        new Browser.NewContextOptions().setTimezoneId("America/Los_Angeles"),
        page -> {
          page.navigate(url("/alerts"));
          assertThat(page.locator("#alertlist .when").first())
              .hasText("02:05 (10:05 UTC) 2 min ago");
          page.navigate(url("/orgs/acme-prod/numbers?range=6h"));
          assertThat(page.locator("tbody th").last()).hasText("01:10 (09:10 UTC) 57 min ago");
        });
    withPage(
        new Browser.NewContextOptions().setTimezoneId("UTC"),
        page -> {
          page.navigate(url("/"));
          assertThat(page.locator("#clock time")).hasText("25 Nov 2026 10:07 UTC");
          assertThat(page.locator("#zone")).hasText("Times are UTC.");
        });
  }

  @Test
  void theCrosshairOfTheChartIsAtTheTimeThatItsTooltipNames() {
    ForeseenOrgs.fill(fleet, states, foresee);
    withPage(
        new Browser.NewContextOptions().setViewportSize(1280, 900).setTimezoneId("UTC"),
        page -> {
          page.navigate(url("/orgs/hooli-busy"));
          assertThat(page.locator("#plot")).hasAttribute("data-has", "band usual end");
          // An update draws the chart anew, without a crosshair.
          page.locator("#pause").click();
          for (double share : List.of(.1, .4, .7, .72, .8)) {
            page.locator(".u-over")
                .hover(
                    new Locator.HoverOptions()
                        .setPosition(share * page.locator(".u-over").boundingBox().width, 100));
            assertThat(page.locator("#plot .tip")).isVisible();
            double line = page.locator(".u-cursor-x").boundingBox().x;
            double text = page.locator("#plot .tip").boundingBox().x;
            assertThat(text - line).as("at %s", share).isBetween(9.0, 15.0);
          }
        });
  }

  @Test
  void aTimeWithoutReadingsIsMarkedInTheChartUpToNow() {
    CrowdedOrgs.fill(fleet, states);
    try {
      withPage(
          new Browser.NewContextOptions(),
          page -> {
            page.navigate(url("/orgs/" + CrowdedOrgs.OUT));
            assertThat(page.locator("#plot")).hasAttribute("data-has", Pattern.compile("gap$"));
            assertThat(page.locator("#key [data-of=gap]")).isVisible();
          });
    } finally {
      CrowdedOrgs.remove(fleet);
    }
  }

  @Test
  void newExhaustionsAreAnnouncedInALiveRegion() {
    withPage(
        new Browser.NewContextOptions(),
        page -> {
          page.clock().install();
          page.navigate(url("/targets"));
          Locator said = page.locator("#ran-out[role=status]");
          assertThat(said).isEmpty();
          CrowdedOrgs.fill(fleet, states);
          try {
            page.clock().runFor(6_000);
            assertThat(said)
                .hasText(CrowdedOrgs.OUT + ": " + CrowdedOrgs.LONGEST + " has run out.");
            page.reload();
            assertThat(said).isEmpty();
          } finally {
            CrowdedOrgs.remove(fleet);
          }
        });
  }

  @Test
  void fleetIsNarrowedWhileOneTypes() {
    withPage(
        new Browser.NewContextOptions(),
        page -> {
          page.navigate(url("/"));
          page.locator("#q").pressSequentially("globex");
          assertThat(page.locator("#orgs tbody tr")).hasCount(1);
          assertThat(page.locator("#q")).isFocused();
          assertThat(page).hasURL(url("/?q=globex"));
        });
  }

  @Test
  void pagesWorkWithoutScripts() {
    withPage(
        new Browser.NewContextOptions().setJavaScriptEnabled(false),
        page -> {
          page.navigate(url("/"));
          page.locator("#status").selectOption("not-reporting");
          page.locator("#filter button").click();
          assertThat(page.locator("#orgs tbody tr")).hasCount(1);
          page.navigate(url("/orgs/acme-prod"));
          page.locator("#plot a").click();
          assertThat(page.locator("tbody tr")).hasCount(12);
        });
  }

  /** How many pixels of the chart are not empty. */
  private static final String PAINTED =
      """
      () => {
        const c = document.querySelector('#plot canvas');
        const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0;
        for (let i = 3; i < p.length; i += 4) if (p[i] > 0) n++;
        return n;
      }
      """;

  private static String url(String path) {
    return RealBrowser.url(path);
  }

  private static void withPage(Browser.NewContextOptions options, RealBrowser.Walk walk) {
    RealBrowser.withPage(options, walk);
  }
}
