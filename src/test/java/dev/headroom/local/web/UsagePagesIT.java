package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.bench.KitStore;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.UsageView;
import dev.headroom.report.html.Html;
import dev.headroom.report.html.UsagePages;
import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Waste;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of usage, over the real store and days that were read out of event log files. */
class UsagePagesIT {
  private static final UsageWorld WORLD = new UsageWorld(Instant.parse("2026-03-07T06:00:00Z"));
  private static final TenantScope ALL = TenantScope.all();
  private static final Path LOGS = Path.of("src/bench/usage/logs");

  @BeforeAll
  static void fill() throws IOException {
    List<IntegrationRule> rules = List.of(UsageFixtures.NIGHTLY);
    WORLD.fleet().name(rules);
    for (Map.Entry<String, String> org :
        Map.of("acme-prod", "teak", "globex-prod", "fir").entrySet()) {
      var added = Fixtures.org(org.getKey(), Map.of());
      WORLD.add(added, KitStore.fill(WORLD.store(), added.id(), LOGS, org.getValue(), rules));
    }
    WORLD.add(Fixtures.org("acme-dark", Map.of()), 0);
  }

  private static Html get(TenantScope scope, String url) {
    UsagePages pages = WORLD.pages();
    String path = url.replaceAll("\\?.*", "");
    String[] parts = path.substring(1).split("/", 4);
    return switch (parts.length == 1 ? parts[0] : parts[2]) {
      case "savings" -> pages.savings(scope, UsageWorld.query(url), WORLD.site());
      case "usage" -> pages.usage(scope, parts[1], UsageWorld.query(url), WORLD.site());
      default -> pages.integration(scope, parts[1], parts[3], UsageWorld.query(url), WORLD.site());
    };
  }

  private static String page(String url) {
    Html page = get(ALL, url);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page.text();
  }

  private static UsageView view(String org) {
    return WORLD
        .usage()
        .usage(
            ALL,
            Fixtures.org(org, Map.of()),
            LocalDate.parse("2026-02-21"),
            LocalDate.parse("2026-03-06"));
  }

  @Test
  void theBarsOfADayAddUpToTheCounterAndUnknownDaysAreGaps() {
    String page = page("/orgs/acme-prod/usage");

    // Five days were read; the nine before are unknown.
    assertThat(page.split("<tr role=\"row\" class=\"gap\">", -1)).hasSize(2 * 9 + 1);
    assertThat(page).contains("nothing was read of this day");
    view("acme-prod")
        .days()
        .forEach(
            day ->
                day.unexplained()
                    .used()
                    .ifPresent(
                        used ->
                            assertThat(page)
                                .contains(
                                    "<td role=\"cell\" class=\"num\">%,d</td>".formatted(used))));
    Matcher bar = Pattern.compile("<svg viewBox=\"0 0 1000 12\"(.*?)</svg>").matcher(page);
    int bars = 0;
    while (bar.find()) {
      int end = 0;
      Matcher piece = Pattern.compile("x=\"(\\d+)\" width=\"(\\d+)\"").matcher(bar.group(1));
      while (piece.find()) {
        assertThat(Integer.parseInt(piece.group(1))).isEqualTo(end);
        end += Integer.parseInt(piece.group(2));
      }
      assertThat(end).isBetween(1, 1_000);
      bars++;
    }
    assertThat(bars).isEqualTo(5);
  }

  @Test
  void aFindingSaysSinceWhenItIsThereAndWhetherItIsGone() {
    LocalDate first = LocalDate.parse("2026-02-02");
    OrgId org = new OrgId("globex-prod");
    Waste waste = view("globex-prod").waste().getFirst();
    FindingStore.Kept before = WORLD.findings().read(org);
    remember(org, waste, first, Optional.empty());
    assertThat(page("/orgs/globex-prod/usage"))
        .contains("first seen 2 Feb 2026, last seen " + UsageWords.day(waste.lastSeen()) + ".")
        .doesNotContain("gone since");
    assertThat(page("/orgs/globex-prod/integrations/" + waste.integration()))
        .contains("first seen 2 Feb 2026");
    assertThat(page("/savings")).contains("first seen 2 Feb 2026");

    remember(org, waste, first, Optional.of(waste.lastSeen().plusDays(9)));
    assertThat(page("/orgs/globex-prod/usage"))
        .contains("gone since " + UsageWords.day(waste.lastSeen().plusDays(9)));
    WORLD.findings().save(org, WORLD.findings().read(org).version(), before.findings());
  }

  private static void remember(OrgId org, Waste waste, LocalDate first, Optional<LocalDate> gone) {
    KnownFindings.Known known =
        new KnownFindings.Known(
            waste.id(),
            waste.integration(),
            "",
            waste.pattern(),
            waste.resource(),
            first,
            waste.lastSeen(),
            gone,
            900,
            9,
            0,
            true);
    boolean saved =
        WORLD
            .findings()
            .save(
                org,
                WORLD.findings().read(org).version(),
                new KnownFindings(
                    Optional.of(waste.lastSeen()), Optional.empty(), Map.of(known.id(), known)));
    assertThat(saved).isTrue();
  }

  @Test
  void everyChartHasATable() {
    String page = page("/orgs/acme-prod/usage");
    assertThat(page)
        .contains("The days as a table", "In no file", "Counter", "Not counted")
        .contains("The hours as a table")
        .contains("Calls of the 24 hours of Mon 2 Mar");
    UsageView view = view("acme-prod");
    assertThat(page)
        .contains("<td class=\"num\">%,d</td>".formatted(view.days().getFirst().uncounted()));
  }

  @Test
  void integrationsAreListedWithTrendBudgetAndOwner() {
    String page = page("/orgs/acme-prod/usage");

    assertThat(page)
        .contains("<a href=\"/orgs/acme-prod/integrations/nightly\">Nightly load</a>")
        .contains("% of 15,000")
        .contains("erp-team")
        .contains("<path d=\"M");
    view("acme-prod")
        .integrations()
        .forEach(line -> assertThat(page).contains("%,d</td>".formatted(line.calls())));
  }

  @ParameterizedTest
  @CsvSource({
    "calls,descending",
    "typical,descending",
    "trend,descending",
    "budget,descending",
    "name,ascending",
    "-name,descending",
    "owner,ascending"
  })
  void theListSortsByItsHeads(String sort, String order) {
    String page = page("/orgs/acme-prod/usage?days=7&sort=" + sort);

    assertThat(page.split("aria-sort=", -1)).hasSize(2);
    assertThat(page).contains("aria-sort=\"" + order + "\"").contains("days=7");
    List<String> names =
        Pattern.compile(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\"><a href=\"/orgs/acme-prod/integrations/[^\"]*\">([^<]*)</a> <small>[^<]*</small></th><td role=\"cell\" class=\"num calls\">")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(names).hasSizeGreaterThan(5);
    if (sort.equals("name")) {
      assertThat(names).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }
    if (sort.equals("-name")) {
      assertThat(names).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER.reversed());
    }
    if (sort.equals("budget") || sort.equals("owner")) {
      assertThat(names.getFirst()).isEqualTo("Nightly load");
    }
  }

  @Test
  void findingsSayWhatToDoAndWhatItSaves() {
    String page = page("/orgs/acme-prod/usage");

    UsageView view = view("acme-prod");
    assertThat(view.waste()).isNotEmpty();
    view.waste()
        .forEach(
            waste ->
                assertThat(page)
                    .contains("%,d</td>".formatted(waste.perDay()))
                    .contains(waste.pattern().word()));
  }

  @Test
  void thePlanSaysWhatItDoesNotKnow() {
    assertThat(page("/orgs/acme-prod/usage"))
        .contains("A typical day takes")
        .contains("Growth can be told from 8 days on.");
    assertThat(page("/orgs/acme-dark/usage"))
        .contains("there is no plan")
        .contains("The allocation is not known")
        .contains("nobody knows who called")
        .doesNotContain("<svg viewBox=\"0 0 1000 12\"");
  }

  @Test
  void anIntegrationSaysWhoItIsAndWhatItCalls() {
    String page = page("/orgs/acme-prod/integrations/nightly");

    assertThat(page)
        .contains("<h1>Nightly load</h1>")
        .contains("named in the manifest", "owner erp-team", "contact erp@acme.example")
        .contains("budget used: ")
        .contains("integration@teak.example", "198.18.116.244", "ApiClient")
        .contains("Most called", "API versions")
        .doesNotContain("Name it");
  }

  @Test
  void anUnnamedOneComesWithLinesForTheManifest() {
    UsageView.Line unnamed =
        view("acme-prod").integrations().stream()
            .filter(l -> l.history().name().contains("fleetmon"))
            .findFirst()
            .orElseThrow();
    assertThat(page("/orgs/acme-prod/integrations/" + unnamed.history().id()))
        .contains("Name it", "- {id: fleetmon, name: &#39;fleetmon&#39;, match: {clients:");
  }

  @Test
  void everyLinkOfTheListLeadsToAPage() {
    Matcher link =
        Pattern.compile("href=\"(/orgs/acme-prod/integrations/[^\"]*)\"")
            .matcher(page("/orgs/acme-prod/usage"));
    int links = 0;
    while (link.find()) {
      String path =
          java.net.URLDecoder.decode(link.group(1), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(get(ALL, path).status()).as(path).isEqualTo(200);
      links++;
    }
    assertThat(links).isGreaterThan(5);
  }

  @Test
  void theFleetsWasteIsListedWorstFirst() {
    String page = page("/savings");
    List<Integer> savings =
        Pattern.compile("</small></td><td role=\"cell\" class=\"num\">([\\d,]+)</td>")
            .matcher(page)
            .results()
            .map(m -> Integer.parseInt(m.group(1).replace(",", "")))
            .toList();

    assertThat(savings).hasSizeGreaterThan(3).isSortedAccordingTo((a, b) -> b - a);
    assertThat(page)
        .contains("calls a day could be saved in 2 orgs</h1>")
        .contains("Nothing is known of 1 of 3 orgs")
        .contains("/orgs/acme-prod/usage", "/orgs/globex-prod/usage");
    assertThat(page("/savings?sort=percent")).contains("the largest share of an allocation first");
  }

  @Test
  void aTenantSeesItsOwn() {
    TenantScope acme = TenantScope.of(new TenantId("acme"));

    assertThat(get(acme, "/savings").text())
        .contains("in 1 org</h1>", "Nothing is known of 1 of 2 orgs")
        .doesNotContain("globex");
    assertThat(get(acme, "/orgs/globex-prod/usage").status()).isEqualTo(404);
    assertThat(get(acme, "/orgs/globex-prod/usage").text())
        .isEqualTo(get(acme, "/orgs/nobody/usage").text());
    assertThat(get(acme, "/orgs/globex-prod/integrations/nightly").status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/orgs/nobody/usage,404,The fleet has no org of that name.",
    "/orgs/acme-prod/integrations/nothing,404,No call of an integration with the id nothing",
    "/orgs/acme-prod/usage?days=3,400,days: is not a value that it can have",
    "/orgs/acme-prod/usage?to=today,400,to: is not a day",
    "/orgs/acme-prod/usage?sort=size,400,sort: is not a value that it can have",
    "/orgs/acme-prod/usage?from=2026-03-02,400,from: is not a parameter of this resource",
    "/savings?sort=org,400,sort: is not a value that it can have"
  })
  void whatIsWrongIsSaid(String url, int status, String text) {
    Html page = get(ALL, url);

    assertThat(page.status()).isEqualTo(status);
    assertThat(page.text()).contains(text);
  }

  @Test
  void daysAreCountedBackFromAnyDay() {
    assertThat(page("/orgs/acme-prod/usage?days=7&to=2026-03-04"))
        .contains("26 Feb 2026 to 4 Mar 2026")
        .contains("href=\"/orgs/acme-prod/usage?days=28&amp;to=2026-03-04\"")
        .contains("/api/orgs/acme-prod/usage?from=2026-02-26&amp;to=2026-03-04");
  }
}
