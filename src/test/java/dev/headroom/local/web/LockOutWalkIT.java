package dev.headroom.local.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.headroom.access.Looks;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form of lock-out questions in a browser: with scripts the answer follows what is typed. */
@QuarkusTest
@TestProfile(WebProfile.class)
class LockOutWalkIT {
  private static final String FORM = "/orgs/acme-prod/lock-out?kind=user";

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject PostureStore postures;

  @AfterAll
  static void closeBrowser() {
    RealBrowser.close();
  }

  @BeforeEach
  void fill() {
    Fixtures.fill(fleet, states);
    AccessFixtures.fill(postures, Fixtures.SLOT);
  }

  private static void ask(Page page, String ranges) {
    page.locator("[name=name]").fill(Looks.ERP);
    page.locator("[name=ranges]").fill(ranges);
    page.locator("#lock-out button").click();
  }

  @Test
  void theAnswerFollowsWhatIsTypedOnceTheOrgWasAsked() {
    RealBrowser.withPage(
        new Browser.NewContextOptions(),
        page -> {
          page.navigate(RealBrowser.url(FORM));
          page.locator("[name=ranges]").fill("203.0.113.0/26");
          ask(page, "203.0.113.0/26");
          Locator answer = page.locator("#answer");
          assertThat(answer).containsText("12 of 512 logins");
          assertThat(page).hasURL(RealBrowser.url(FORM));

          page.locator("[name=ranges]").fill("203.0.113.0/24");
          assertThat(answer.locator(".a-ok")).isVisible();
          page.locator("[name=ranges]").fill("203.0.113.0/2");
          page.locator("[name=ranges]").pressSequentially("x");
          assertThat(answer).containsText("This question cannot be answered");
          page.locator("[name=ranges]").fill("203.0.113.0/26");
          assertThat(answer).containsText("203.0.113.77");
        });
  }

  @Test
  void theFormWorksWithoutScripts() {
    RealBrowser.withPage(
        new Browser.NewContextOptions().setJavaScriptEnabled(false),
        page -> {
          page.navigate(RealBrowser.url(FORM));
          ask(page, "203.0.113.0/26");
          assertThat(page.locator("#answer")).containsText("12 of 512 logins");
          assertThat(page.locator("[name=ranges]")).hasValue("203.0.113.0/26");
        });
  }
}
