package dev.headroom.local.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.headroom.alert.AlertStates;
import dev.headroom.org.OrgId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page whose server no longer answers says so, and no longer when it answers again. */
@QuarkusTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestProfile(WebProfile.class)
class SilentServerIT {
  private static final int MAX_TURNS = 5;
  private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");
  private static final Pattern OLD = Pattern.compile("\\bold\\b");
  private static final String SAID = "Not updated since 10:07. Headroom does not answer";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/?sort=exhaustion",
          "/orgs/acme-prod",
          "/orgs/acme-prod/numbers",
          "/orgs/acme-prod/backtest",
          "/orgs/acme-prod/what-if",
          "/alerts",
          "/targets",
          "/inbox",
          "/orgs/nobody");

  @Inject FakeFleet fleet;
  @Inject AlertStates states;

  @AfterAll
  static void closeBrowser() {
    RealBrowser.close();
  }

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
  }

  /** How a server can fail to answer. */
  enum Silence {
    NO_CONNECTION,
    AN_ERROR,
    NOTHING_EVER,
    ANOTHER_PROGRAM;

    void answer(Route route) {
      switch (this) {
        case NO_CONNECTION -> route.abort();
        case AN_ERROR -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("gone"));
        case NOTHING_EVER -> {}
        case ANOTHER_PROGRAM ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(200)
                    .setContentType("text/html")
                    .setBody("<title>Sign in to the network</title>"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Silence.class)
  void aMissingAnswerIsReportedAfter15SecondsUntilThereIsOne(Silence silence) {
    RealBrowser.withPage(
        utc(),
        page -> {
          Locator bar = opened(page, "/");
          page.route("**/*", silence::answer);

          page.clock().runFor(14_000);
          assertThat(bar).isEmpty();
          assertThat(page.locator("html")).not().hasClass(OLD);
          page.clock().runFor(2_000);
          assertThat(bar).hasText(SAID);
          assertThat(bar).isVisible();
          assertThat(bar).hasAttribute("role", "alert");
          assertThat(page.locator("html")).hasClass(OLD);
          page.clock().runFor(3_600_000);
          assertThat(bar).hasText(SAID);

          page.unroute("**/*");
          // One that hangs is given up after 15 seconds, then it is asked again.
          page.clock().runFor(15_000);
          awaitRefresh(page);
          assertThat(bar).isEmpty();
          assertThat(page.locator("html")).not().hasClass(OLD);
          assertThat(page.locator("#answers-again"))
              .hasText("Headroom answers again, the page is up to date.");
        });
  }

  @Test
  void everyPageSaysThatTheServerIsSilent() {
    RealBrowser.withPage(
        utc(),
        page -> {
          for (String path : PAGES) {
            Locator bar = opened(page, path);
            for (int i = 0; i < 4; i++) {
              awaitRefresh(page);
              assertThat(bar).isEmpty();
            }
            page.route("**/*", Route::abort);
            page.clock().runFor(16_000);
            assertThat(bar).hasText(SAID);
            page.unroute("**/*");
            awaitRefresh(page);
            assertThat(bar).isEmpty();
          }
        });
  }

  @Test
  void aPageThatWasPausedOrHiddenAsksAgainBeforeItReportsSilence() {
    RealBrowser.withPage(
        utc(),
        page -> {
          Locator bar = opened(page, "/");
          page.locator("#pause").click();
          page.route("**/*", Route::abort);
          page.clock().runFor(60_000);
          assertThat(bar).isEmpty();
          List<String> failed = new CopyOnWriteArrayList<>();
          page.onRequestFailed(request -> failed.add(request.url()));
          page.locator("#pause").click();
          // It asks at once. Time goes on when that has failed: a page asks one question at a time.
          page.waitForCondition(() -> !failed.isEmpty());
          page.clock().runFor(14_000);
          assertThat(bar).isEmpty();
          page.clock().runFor(2_000);
          assertThat(bar).hasText(SAID);
        });
  }

  @Test
  void theBarStaysVisibleAndIsNotGreyed() {
    RealBrowser.withPage(
        utc().setViewportSize(390, 500),
        page -> {
          Locator bar = opened(page, "/orgs/acme-prod");
          page.route("**/*", Route::abort);
          page.clock().runFor(16_000);
          assertThat(bar).hasText(SAID);
          page.evaluate("window.scrollTo(0, 400)");
          assertThat((Integer) page.evaluate("Math.round(scrollY)")).isGreaterThan(100);
          assertThat(bar).isInViewport();
          assertThat(bar).hasCSS("filter", "none");
          assertThat(page.locator("main")).hasCSS("filter", "grayscale(1)");
        });
  }

  @Test
  void aMissingPageIsShownAsMissing() {
    fleet.add(Fixtures.org("acme-temp", Map.of()));
    RealBrowser.withPage(
        utc(),
        page -> {
          opened(page, "/orgs/acme-temp");
          assertThat(page.locator("h1")).containsText("acme-temp");
          fleet.remove(new OrgId("acme-temp"));
          page.clock().runFor(6_000);
          assertThat(page.locator("#not-there")).isVisible();
        });
  }

  @Test
  void anAnsweredQuestionIsNotComputedAgain() {
    RealBrowser.withPage(
        utc(),
        page -> {
          opened(page, "/orgs/acme-prod/backtest");
          List<String> asked = new CopyOnWriteArrayList<>();
          page.onRequest(request -> asked.add(request.url()));
          page.waitForResponse("**/frame", () -> page.clock().runFor(6_000));
          assertThat(asked).isNotEmpty().allMatch(url -> url.endsWith("/frame"));
        });
  }

  private static Browser.NewContextOptions utc() {
    return new Browser.NewContextOptions().setTimezoneId("UTC");
  }

  /** Opens a page whose time goes on only when a test says so; returns the bar. */
  private static Locator opened(Page page, String path) {
    // It goes on until it is paused, which may take a while.
    page.clock()
        .install(new Clock.InstallOptions().setTime(OPENED.minusSeconds(3_600).toEpochMilli()));
    page.clock().pauseAt(OPENED.plusSeconds(1).toEpochMilli());
    page.navigate(RealBrowser.url(path));
    assertThat(page.locator("#pause")).isVisible();
    Locator bar = page.locator("#silence");
    assertThat(bar).isEmpty();
    return bar;
  }

  /** Lets the page's time go on to its next refresh and waits for the answer to be shown. */
  private static void awaitRefresh(Page page) {
    page.evaluate(
        """
        () => {
          window.shown = new Promise(r => document.addEventListener('headroom:fresh', r, {once: true}));
          window.hasAsked = false;
          if (window.askServer) return;
          window.askServer = window.fetch;
          window.fetch = (...what) => { window.hasAsked = true; return window.askServer(...what); };
        }
        """);
    // After an answer that is long to show, a page leaves some of its turns out.
    for (int turns = 1; !(Boolean) page.evaluate("() => window.hasAsked"); turns++) {
      assertThat(turns).as("turns without a question").isLessThanOrEqualTo(MAX_TURNS);
      page.clock().runFor(5_000);
    }
    page.evaluate("() => window.shown.then(() => true)");
  }
}
