package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AccessDay;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.Postures;
import dev.headroom.access.Severity;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Note;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Reason;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Holdings;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.report.words.Document;
import dev.headroom.report.words.Markdown;
import dev.headroom.report.words.RunbookWords;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.IntegrationRule.Match;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/runbook");
  private static final LocalDate FIRST = LocalDate.parse("2026-11-05");
  private static final LocalDate LAST = LocalDate.parse("2026-11-24");
  private static final OrgProfile ENTERPRISE =
      profile("Enterprise Edition", false)
          .with(
              new Holdings(
                  new TreeMap<>(Map.of("Salesforce", 12, "Chatter Free", 5_000)),
                  new Holdings.Monthly(3_450_000, 1_150_000, LAST)));
  private static final Match ANY =
      new Match(List.of(), List.of("SAP"), List.of(), List.of(), List.of());

  private static OrgProfile profile(String edition, boolean sandbox) {
    return new OrgProfile("00D000000000001EAA", "EU42", edition, sandbox);
  }

  @Test
  void anOrgOfWhichMuchIsKnown() throws IOException {
    golden("whole.md", markdown(whole()));
  }

  @Test
  void anOrgOfWhichNothingIsKnownSaysSoInEveryPart() throws IOException {
    Runbook book =
        new Runbook(
            States.org("acme-new"),
            null,
            "Nothing was settled since the start",
            List.of(),
            List.of(),
            usage(List.of(), OptionalLong.empty(), List.of()),
            null,
            List.of(),
            List.of());

    golden("nothing-known.md", markdown(book));
  }

  /** Styles hide or lay out these parts of other pages by their ids. */
  @Test
  void noPartHasAnIdThatStylesGiveAMeaning() throws IOException {
    String styles =
        Files.readString(Path.of("src/main/resources/META-INF/resources/assets/app.css"));

    assertThat(RunbookWords.of(whole()).sections())
        .extracting(Document.Section::id)
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(styles).doesNotContainPattern("#" + id + "(?![a-z-])"));
  }

  @Test
  void theSameFactsGiveTheSameBytesHoweverTheyWereRead() {
    Runbook one = whole();
    Runbook other = whole();

    assertThat(other).isNotSameAs(one);
    assertThat(markdown(other)).isEqualTo(markdown(one));
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(markdown(whole())).isEqualTo(markdown(one));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void anotherReadingOfTheSameLimitsChangesNothing() {
    Runbook.Limit calm =
        Runbook.Limit.of(limitOf(States.of("a").limit("DailyApiRequests", 10, 5_000)))
            .orElseThrow();
    Runbook.Limit busy =
        Runbook.Limit.of(limitOf(States.of("a").limit("DailyApiRequests", 4_990, 5_000)))
            .orElseThrow();

    assertThat(busy).isEqualTo(calm);
  }

  private static LimitView limitOf(States states) {
    return OrgView.limits(
            States.org("a"),
            states.state(),
            dev.headroom.alert.Staleness.Freshness.FRESH,
            Policies.NONE,
            States.PLAIN_NAMES)
        .getFirst();
  }

  @ParameterizedTest(name = "{0}, sandbox {1}: {2}")
  @CsvSource({
    "Enterprise Edition,false,Soft limit: a paid Enterprise Edition org",
    "Unlimited Edition,false,Soft limit: a paid Unlimited Edition org",
    "Developer Edition,false,Hard limit: Developer Edition has no margin",
    "Enterprise Edition,true,Hard limit: a sandbox (Enterprise Edition) has no margin",
    ",false,Hard or soft limit: not known"
  })
  void theEditionDecidesWhetherTheLimitIsHard(
      @Nullable String edition, boolean sandbox, String says) {
    assertThat(plain(of(edition == null ? null : profile(edition, sandbox), OptionalLong.of(9))))
        .contains(says);
  }

  @ParameterizedTest(name = "{0}, sandbox {1}, {2} calls: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Enterprise Edition|false|115000|100,000 of them are the base of Enterprise Edition; the"
            + " other 15,000 come with licences and with add-ons that were bought. The org does not"
            + " show",
        "Unlimited Edition|false|350000|the other 250,000 come with licences and",
        "Developer Edition|false|15000|Estimate: all of it is the base of a Developer Edition org.",
        "Developer Edition|false|20000|15,000 of them are the base of a Developer Edition org, the"
            + " other 5,000 were added.",
        "Enterprise Edition|true|5000000|Estimate: this is what a full sandbox has",
        "Enterprise Edition|true|105000|''",
        "Enterprise Edition|false|90000|''",
        "Group Edition|false|115000|''",
        "|false|115000|''"
      })
  void theBaseIsAnEstimateByTheEditionAndNothingIsSaidWhereItSaysNothing(
      @Nullable String edition, boolean sandbox, long calls, String says) {
    Runbook plain = of(edition == null ? null : profile(edition, sandbox), OptionalLong.empty());
    Runbook book =
        new Runbook(
            plain.org(),
            plain.profile(),
            null,
            List.of(limit("DailyApiRequests", "Daily API requests", calls, Window.ROLLING_24H)),
            List.of(),
            plain.usage(),
            null,
            List.of(),
            List.of());

    if (says.isEmpty()) {
      assertThat(plain(book)).doesNotContain("Estimate:");
    } else {
      assertThat(plain(book)).contains(says);
    }
    assertThat(plain(book).contains("How much of the allocation comes with licences"))
        .isEqualTo(edition == null || !edition.startsWith("Developer"));
  }

  @ParameterizedTest(name = "{0} licences of {1} calls: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "12|115000|12,000 come with licences (12 Salesforce at 1,000 each), and the other 3,000 are"
            + " likely add-ons that were bought.",
        "15|115000|15,000 come with licences (15 Salesforce at 1,000 each), and nothing seems to"
            + " have been added.",
        "20|115000|20,000 come with licences (20 Salesforce at 1,000 each): 5,000 more than the org"
            + " has, so some of them add less than is usual.",
      })
  void licencesAndTheRestAreToldApartWhereTheOrgShowsThem(int count, long calls, String says) {
    OrgProfile profile =
        profile("Enterprise Edition", false)
            .with(new Holdings(new TreeMap<>(Map.of("Salesforce", count)), null));
    Runbook plain = of(profile, OptionalLong.empty());
    Runbook book =
        new Runbook(
            plain.org(),
            profile,
            null,
            List.of(limit("DailyApiRequests", "Daily API requests", calls, Window.ROLLING_24H)),
            List.of(),
            plain.usage(),
            null,
            List.of(),
            List.of());
    assertThat(plain(book))
        .contains(says)
        .doesNotContain("How much of the allocation comes with licences");
  }

  @Test
  void whatOthersWroteStaysText() {
    String name = "`x`|<img/src=x>[a](http://evil.example)\n# *b*_c_ &lt;\u202e";
    UsageDays days = new UsageDays(FIRST);
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      days.day(0, "erp 400");
    }
    IntegrationRule rule = new IntegrationRule("erp", name, ANY, name, name, null);
    Runbook book =
        new Runbook(
            States.org("acme-prod"),
            ENTERPRISE,
            null,
            List.of(),
            List.of(),
            usage(days.list(), OptionalLong.empty(), List.of(rule)),
            null,
            List.of(),
            List.of());

    assertThat(markdown(book))
        .contains(
            "\\`x\\`\\|\\<img/src=x\\>\\[a\\](http\\://evil.example) # \\*b\\*\\_c\\_ \\&lt;\uFFFD")
        .doesNotContain("\u202e", "(http://")
        .doesNotContainPattern("(?<!\\\\)[<`]")
        .as("a line feed in a name ends no line")
        .doesNotContain("\n# \\*b");
  }

  @Test
  void whatWasAcceptedAndWhatCouldNotBeReadIsCountedAsSuch() {
    Posture posture =
        Postures.day(1)
            .notAllowed(1, "Standard")
            .allowed(2, "Integration")
            .accepted("0H4", FindingKind.APP_UNUSED, Severity.LOW)
            .unread(Part.PROFILE_IP_RANGES)
            .posture();

    assertThat(plain(with(posture, AccessDay.of(posture, null))))
        .contains(
            "Users: 2 may use the API, 0 of them API Only; no rule allows 1 of them.",
            "Apps: 1 connected and external client apps, 1 with a finding.",
            "Login IP ranges: not known, they could not be read.",
            "Findings: 1 high, 0 medium, 0 low, and 1 accepted. First of all: a user may use the"
                + " API, but no rule allows it.",
            "Changes: nothing to compare with, this is the first audit. Not read:"
                + " profileIpRanges (needs ViewSetup).",
            "Parts of the access posture, named there.")
        .doesNotContain(Postures.name(1));
  }

  private static Runbook of(@Nullable OrgProfile profile, OptionalLong allocation) {
    return new Runbook(
        States.org("acme-prod"),
        profile,
        null,
        List.of(),
        List.of(),
        usage(List.of(), allocation, List.of()),
        null,
        List.of(),
        List.of());
  }

  private static Runbook with(Posture posture, AccessDay day) {
    Org org = States.org("acme-prod");
    return new Runbook(
        org,
        ENTERPRISE,
        null,
        List.of(),
        List.of(),
        usage(List.of(), OptionalLong.empty(), List.of()),
        new AccessView(org.id(), posture, day),
        List.of(),
        List.of());
  }

  private static UsageView usage(
      List<StoredDay> days, OptionalLong allocation, List<IntegrationRule> rules) {
    LocalDate first = LAST.minusDays(UsageViews.TREND_DAYS - 1);
    return UsageView.of(
        States.org("acme-prod").id(),
        days,
        first,
        new DayRange(first, LAST),
        allocation,
        rules,
        KnownFindings.NONE);
  }

  private static Runbook whole() {
    Org plain = States.org("acme-prod");
    Org org =
        new Org(
            plain.id(),
            plain.tenant(),
            plain.loginUrl(),
            plain.credentials(),
            plain.interval(),
            null,
            Map.of("env", "prod", "owner", "crm-team", "region", "eu"));
    UsageDays days = new UsageDays(FIRST);
    int n = 0;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      days.day(900, "erp " + (40_000 + 100 * (n % 3)), "sync " + (21_000 + n * 450), "bi 3000")
          .found("sync", Pattern.SINGLE_RECORD_LOOP, "/sobjects/Lead", 9_000, 45);
      n++;
    }
    IntegrationRule erp =
        new IntegrationRule(
            "erp", "ERP sync", ANY, "erp-team", "erp-oncall@acme.com", new Budget(45_000, false));
    IntegrationRule sync =
        new IntegrationRule("sync", "Lead sync", ANY, "marketing", null, new Budget(20, true));
    Posture before = Postures.day(3).allowed(1, "Integration").posture();
    Posture posture =
        Postures.day(4)
            .allowed(1, "Integration")
            .notAllowed(2, "Standard User")
            .notAllowed(3, "Standard User")
            .app("0H4A", FindingKind.APP_OVER_SCOPED, Severity.MEDIUM)
            .posture();
    AlertKey key = AlertKey.usage(org.id(), LimitName.DAILY_API_REQUESTS);
    dev.headroom.alert.Severity escalation = dev.headroom.alert.Severity.ESCALATION;
    return new Runbook(
        org,
        ENTERPRISE,
        null,
        List.of(
            limit("DailyApiRequests", "Daily API requests", 115_000, Window.ROLLING_24H),
            limit("DataStorageMB", "Data storage (MB)", 10_240, Window.STOCK)),
        List.of(),
        usage(days.list(), OptionalLong.of(115_000), List.of(erp, sync)),
        new AccessView(org.id(), posture, AccessDay.of(posture, before)),
        List.of(
            alert(
                new AlertRecord(
                    key,
                    new Episode(States.SLOT, escalation, Reason.THRESHOLD, States.SLOT, null))),
            alert(
                new AlertRecord(
                    AlertKey.notReporting(org.id()),
                    new Episode(
                        States.SLOT.minusSeconds(90_000),
                        escalation,
                        Reason.SILENCE,
                        States.SLOT.minusSeconds(80_000),
                        States.SLOT.minusSeconds(80_000))))),
        List.of(
            note(org, 1_800, "The ERP batch ran twice; paused it.", key.hash()),
            note(org, -600, "Add-on is renewed in March.", null),
            note(org, -9_000_000, "As last year.", key.hash())));
  }

  private static Note note(Org org, long after, String text, @Nullable String alert) {
    return new Note(
        "20261125T100500Z-0123456789ab",
        org.id(),
        States.SLOT.plusSeconds(after),
        "Jane Doe",
        text,
        alert);
  }

  private static Runbook.Alert alert(AlertRecord alert) {
    return new Runbook.Alert(AlertView.of(alert), null);
  }

  private static Runbook.Limit limit(String name, String label, long max, Window window) {
    return new Runbook.Limit(
        new LimitInfo(new LimitName(name), label, "", window, ""), max, Levels.DEFAULT);
  }

  private static String markdown(Runbook book) {
    return Markdown.of(RunbookWords.of(book));
  }

  /** Without the backslashes that keep a text one. */
  private static String plain(Runbook book) {
    return markdown(book).replaceAll("\\\\(?=\\p{Punct})", "");
  }

  private static void golden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, text);
    }
    assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
