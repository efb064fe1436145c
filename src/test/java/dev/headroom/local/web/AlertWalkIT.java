package dev.headroom.local.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.alert.AlertStates;
import dev.headroom.notify.InMemoryNotifyStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a message's link to why it was sent and whether it is over; and a pause without scripts. */
@QuarkusTest
@TestProfile(StoriedProfile.class)
class AlertWalkIT {
  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject InMemoryNotifyStore store;

  @AfterAll
  static void closeBrowser() {
    RealBrowser.close();
  }

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    StoriedOrg.fill(fleet, states, store);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void aMessagesLinkOpensItsMomentAndLeadsToTheWholeStory(ColorScheme scheme) {
    RealBrowser.withPage(
        new Browser.NewContextOptions().setColorScheme(scheme),
        page -> {
          List<String> errors = new ArrayList<>();
          page.onPageError(errors::add);
          page.navigate(
              RealBrowser.url(
                  "/orgs/%s?limit=DailyApiRequests&at=%s"
                      .formatted(StoriedOrg.ID, StoriedOrg.FIRST.plus(Duration.ofHours(2)))));
          assertThat(page.locator(".story")).hasCount(2);
          assertThat(page.locator(".story").first()).containsText("resolved; open for 4 h");
          assertThat(page.locator("#plot")).hasAttribute("data-has", Pattern.compile("marks"));
          assertThat(page.locator("#key li[data-of=marks]")).isVisible();
          assertThat(page.locator("[id]").evaluateAll(TWICE)).isEqualTo(List.of());

          page.locator(".story h3 a").first().click();
          assertThat(page.locator("h1")).containsText("exhausted");
          assertThat(page.locator("#steps tbody tr")).hasCount(4);
          page.locator("#lately tbody a").first().click();
          assertThat(page.locator("h1")).containsText("escalation");
          assertThat(page.locator(".story .told")).containsText("routing_key is invalid");
          assertThat(errors).isEmpty();
        });
  }

  @Test
  void anOrgIsPausedAndResumedWithoutScripts() {
    RealBrowser.withPage(
        new Browser.NewContextOptions().setJavaScriptEnabled(false),
        page -> {
          page.navigate(RealBrowser.url("/orgs/acme-uat"));
          page.locator(".facts a", named("Pause")).click();
          page.locator("input[name=until]").fill("2026-11-25T18:30");
          page.locator("input[name=reason]").fill("it is migrated");
          page.locator("input[name=by]").fill("Jane Doe");
          page.locator("button", named("Pause the org")).click();
          assertThat(page).hasURL(RealBrowser.url("/orgs/acme-uat"));
          assertThat(page.locator("#problem"))
              .containsText("Paused until 18:30 UTC by Jane Doe, on the page");

          page.locator("#pausing form[action$=resume] input[name=by]").fill("Jane Doe");
          page.locator("button", named("Resume now")).click();
          assertThat(page.locator("#problem")).not().containsText("Paused");
          assertThat(page.locator(".facts a", named("Pause"))).hasText("Pause");
        });
  }

  private static Page.LocatorOptions named(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  /** The ids that several elements have. */
  private static final String TWICE =
      "all => all.map(e => e.id).filter((id, i, ids) => ids.indexOf(id) !== i)";
}
