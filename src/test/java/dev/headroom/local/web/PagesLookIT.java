package dev.headroom.local.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Trouble;
import dev.headroom.usage.UsageStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every page of {@link EveryPage}, in a real browser: no text lies over other text, nothing is cut
 * or leaves the page, no request leaves the page's own origin, and axe finds nothing.
 *
 * <p>At a telephone's, a tablet's and a laptop's width. With {@code -Dlook=all}, as CI runs it, at
 * all widths, light and dark.
 */
@QuarkusTest
@TestProfile(WebProfile.class)
class PagesLookIT {
  private static final boolean ALL = "all".equals(System.getProperty("look"));
  private static final List<Integer> WIDTHS =
      ALL ? List.of(320, 390, 768, 1_024, 1_280, 1_400, 2_560) : List.of(390, 1_024, 1_400);
  private static final List<ColorScheme> SCHEMES =
      ALL ? List.of(ColorScheme.LIGHT, ColorScheme.DARK) : List.of(ColorScheme.LIGHT);

  /** Each has a thread and its share of the pages. */
  private static final int BROWSERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  private static final String LOOK = text("/pages/look.js");
  private static final String AXE = text("/axe.min.js");

  /** Charts take their time, also when the page gets another width. */
  private static final String DRAWN =
      """
      () => [...document.querySelectorAll('#plot')].every(plot =>
        plot.dataset.drawn !== undefined
          && [...plot.querySelectorAll('canvas')].every(c => c.clientWidth <= plot.clientWidth))
      """;

  /** Everything but what axe itself calls experimental; a violation in a line. */
  private static final String VIOLATIONS =
      """
      async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(v =>
        v.nodes.map(n => `axe ${v.id}: ${n.target.join(' ')}: ${n.failureSummary.replace(/\\s+/g, ' ')}`))
      """;

  @Inject FakeFleet fleet;
  @Inject AlertStates states;
  @Inject Foresee foresee;
  @Inject InMemoryNotifyStore store;
  @Inject UsageStore usage;
  @Inject PostureStore postures;

  @BeforeEach
  void fill() {
    fill(fleet, states, foresee, store);
    UsageFixtures.fill(fleet, usage);
    AccessFixtures.fill(postures, Fixtures.SLOT);
  }

  static void fill(
      FakeFleet fleet, AlertStates states, Foresee foresee, InMemoryNotifyStore store) {
    Fixtures.fill(fleet, states);
    ForeseenOrgs.fill(fleet, states, foresee);
    CrowdedOrgs.fill(fleet, states);
    AdvisedOrg.fill(fleet, states, store);
    store.replaceIfUnchanged(
        null,
        Trouble.parked(
            FakeFleet.TARGETS.getFirst(),
            "hooks.slack.com/... answered 404: no_service; the app may have been removed from the"
                + " workspace",
            FakeClocks.REAL_NOW));
    RestAssured.given()
        .port(TestPorts.pages())
        .contentType("application/json")
        .body(
            "{\"type\": \"alert.opened\", \"data\": {\"key\": \"%s\", \"transition\": \"opened\","
                    .formatted(Fixtures.OPEN.hash())
                + " \"severity\": \"escalation\", \"org\": \"%s\", \"title\": \"%s: %s at 100 %%\"}}"
                    .formatted(CrowdedOrgs.OUT, CrowdedOrgs.OUT, CrowdedOrgs.LONGEST))
        .post("/inbox/webhook");
  }

  @AfterEach
  void leave() {
    ForeseenOrgs.remove(fleet);
    CrowdedOrgs.remove(fleet);
    AdvisedOrg.remove(fleet);
    store.all().forEach(store::forget);
  }

  /** A page as someone with these preferences sees it. */
  private record Look(EveryPage page, ColorScheme scheme) {}

  @Test
  void noTextLiesOverAnotherNothingIsCutOrScrollsSidewaysAndAxeFindsNothing() throws Exception {
    RealBrowser.assumeInstalled();
    Queue<Look> looks = new ConcurrentLinkedQueue<>();
    SCHEMES.forEach(scheme -> EveryPage.ALL.forEach(page -> looks.add(new Look(page, scheme))));
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(BROWSERS)) {
      List<Callable<Object>> browsers =
          Collections.nCopies(
              BROWSERS,
              Executors.callable(() -> RealBrowser.with(browser -> work(browser, looks, faults))));
      for (Future<Object> done : threads.invokeAll(browsers)) {
        done.get();
      }
    }
    assertThat(faults).as(() -> String.join("\n", faults)).isEmpty();
  }

  private static void work(Browser browser, Queue<Look> looks, Queue<String> faults) {
    Map<ColorScheme, Page> pages = new EnumMap<>(ColorScheme.class);
    for (Look look = looks.poll(); look != null; look = looks.poll()) {
      Page page =
          pages.computeIfAbsent(
              look.scheme(),
              scheme ->
                  watched(
                      browser
                          .newContext(new Browser.NewContextOptions().setColorScheme(scheme))
                          .newPage(),
                      faults));
      faults.addAll(faults(page, look.page(), look.scheme()));
    }
  }

  /** Whatever a page loads, it asks its own origin for. */
  private static Page watched(Page page, Queue<String> faults) {
    String origin = RealBrowser.url("/");
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
            faults.add(page.url() + " asks for " + request.url());
          }
        });
    return page;
  }

  private static List<String> faults(Page page, EveryPage which, ColorScheme scheme) {
    List<String> faults = new ArrayList<>();
    Response answer = page.navigate(RealBrowser.url(which.address()));
    page.waitForFunction(DRAWN);
    if (answer.status() != which.status()) {
      faults.add(which.address() + " is answered with " + answer.status());
    }
    page.evaluate(AXE);
    for (int width : WIDTHS) {
      page.setViewportSize(width, 900);
      page.waitForFunction(DRAWN);
      for (String script : List.of(LOOK, VIOLATIONS)) {
        for (Object fault : (List<?>) page.evaluate(script)) {
          faults.add("%s at %d px, %s: %s".formatted(which.address(), width, scheme, fault));
        }
      }
    }
    return faults;
  }

  private static String text(String resource) {
    try (InputStream in = requireNonNull(PagesLookIT.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
