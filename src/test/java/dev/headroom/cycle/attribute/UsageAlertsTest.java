package dev.headroom.cycle.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.BudgetJudge;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.InMemoryFindings;
import dev.headroom.usage.InMemoryUsage;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDays;
import dev.headroom.words.Titles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageAlertsTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final Instant AT = Instant.parse("2026-11-25T05:00:00Z");

  private final InMemoryUsage usage = new InMemoryUsage();
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<SlotObserver.Committed> heard = new ArrayList<>();
  private final InMemoryFindings findings = new InMemoryFindings();
  private final UsageAlerts alerts =
      new UsageAlerts(usage, findings, states, new SlotObservers(List.of(heard::add)));

  @BeforeEach
  void anOrgThatIsRead() {
    read(3_000);
  }

  private void read(long used) {
    OrgState before = states.read(ORG);
    states.commit(
        new OrgState(
            ORG,
            before.version() + 1,
            AT,
            AT,
            new TreeMap<>(
                Map.of(
                    LimitName.DAILY_API_REQUESTS,
                    new OrgState.Known(Reading.ofUsed(used, 100_000), true))),
            before.open(),
            null),
        List.of());
  }

  private static Settings settings(@Nullable Budget budget) {
    return settings(List.of(rule("erp", budget)));
  }

  private static IntegrationRule rule(String id, @Nullable Budget budget) {
    return new IntegrationRule(
        id,
        "ERP Sync",
        new IntegrationRule.Match(List.of(), List.of("SAP"), List.of(), List.of(), List.of()),
        null,
        null,
        budget);
  }

  private static Settings settings(List<IntegrationRule> rules) {
    return new Settings(
        1,
        List.of(),
        Map.of(),
        Set.of(),
        List.of(),
        Set.of(),
        Set.of(),
        List.of(),
        rules,
        List.of(),
        new AdviceRule(2));
  }

  private List<Transition> judged(@Nullable Budget budget, Instant at) {
    int before = states.outbox(ORG).size();
    assertThat(alerts.judge(ORG, settings(budget), at).isDone()).isEqualTo(!findings.fails);
    return states.outbox(ORG).subList(before, states.outbox(ORG).size()).stream()
        .map(InMemoryAlertStates.Told::transition)
        .toList();
  }

  private static Instant later(int days) {
    return AT.plusSeconds(86_400L * days);
  }

  @Test
  void anIntegrationOverItsBudgetIsToldOnceAndAgainWhenItIsOver() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).stored());

    assertThat(judged(new Budget(2_000, false), AT))
        .singleElement()
        .satisfies(
            t -> {
              assertThat(t.key()).isEqualTo(BudgetJudge.key(ORG, "erp"));
              assertThat(t.episode().severity()).isEqualTo(Severity.ESCALATION);
              assertThat(t.evidence())
                  .isEqualTo(
                      new Evidence.Budget(AT, "ERP Sync", TODAY.minusDays(1), 2_000, 2_400, false));
            });
    assertThat(judged(new Budget(2_000, false), AT.plusSeconds(3600))).isEmpty();
    assertThat(heard).hasSize(1);

    usage.keep(ORG, StoredDays.of(TODAY).calls("erp", 50).stored());
    read(1_200);
    assertThat(judged(new Budget(2_000, false), later(1)))
        .singleElement()
        .isInstanceOf(Transition.Resolved.class);
  }

  @Test
  void moreThanOneCommitTakesAreAllTold() {
    StoredDays day = StoredDays.of(TODAY.minusDays(1));
    List<IntegrationRule> rules = new ArrayList<>();
    int many = 2 * AlertStates.MAX_TRANSITIONS + 3;
    for (int i = 0; i < many; i++) {
      day.calls("i" + i, 100);
      rules.add(rule("i" + i, new Budget(2_000, false)));
    }
    usage.keep(ORG, day.finding("i0", Pattern.SMALL_PAGES, "/query", 6_000, 600).stored());

    UsageAlerts.Report report = alerts.judge(ORG, settings(rules), AT);

    assertThat(report.told()).isEqualTo(many + 1);
    assertThat(report.isDone()).isTrue();
    assertThat(states.outbox(ORG))
        .extracting(told -> told.transition().key())
        .hasSize(many + 1)
        .doesNotHaveDuplicates();
    assertThat(findings.read(ORG).findings().toldOn()).hasValue(TODAY);
    assertThat(alerts.judge(ORG, settings(rules), AT).told()).isZero();
  }

  @Test
  void aBudgetThatIsMoreThanTheOrgMayMakeIsSaid() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 4_200).stored());

    assertThat(judged(new Budget(120_000, false), AT))
        .singleElement()
        .satisfies(
            t ->
                assertThat(Titles.title(t, LimitName::value))
                    .contains(
                        "its budget is 120,000 a day, more than the 100,000 that the whole org may"
                            + " make"));
  }

  @Test
  void perCentAreOfTheAllocation() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).stored());

    assertThat(judged(new Budget(3, true), AT))
        .singleElement()
        .satisfies(t -> assertThat(t.episode().severity()).isEqualTo(Severity.ATTENTION));
    assertThat(judged(new Budget(50, true), later(1)))
        .singleElement()
        .isInstanceOf(Transition.Resolved.class);
  }

  @Test
  void aBudgetThatTheManifestNoLongerHasEndsItsAlert() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).stored());
    judged(new Budget(2_000, false), AT);

    assertThat(judged(null, later(1)))
        .singleElement()
        .satisfies(t -> assertThat(t.episode().reason()).isEqualTo(Reason.REMOVED));
  }

  @Test
  void adviceIsOneMessageADayWithAllThatIsNew() {
    usage.keep(
        ORG,
        StoredDays.of(TODAY.minusDays(1))
            .calls("erp", 100)
            .finding("erp", Pattern.SMALL_PAGES, "/query", 6_000, 600)
            .finding("erp", Pattern.LOGIN_STORM, "login", 3_000, 24)
            .finding("erp", Pattern.DESCRIBE_POLLING, "/sobjects/Lead/describe", 300, 24)
            .stored());

    List<Transition> told = judged(null, AT);

    assertThat(told).hasSize(1);
    Evidence.Finding finding = (Evidence.Finding) told.getFirst().evidence();
    assertThat(told.getFirst().key().rule()).isEqualTo(Rule.ADVICE);
    assertThat(told.getFirst().episode().severity()).isEqualTo(Severity.ATTENTION);
    assertThat(finding.title())
        .isEqualTo(
            "The erp could save 5,400 of 6,000 calls a day (small-pages of /query), and 1 finding"
                + " more");
    assertThat(finding.facts())
        .containsEntry("savingPercent", 5.4)
        .containsEntry("firstSeen", "2026-11-24");
    assertThat((List<?>) finding.facts().get("others")).hasSize(1);
    assertThat(judged(null, AT.plusSeconds(3600))).isEmpty();

    usage.keep(
        ORG,
        StoredDays.of(TODAY)
            .calls("erp", 100)
            .finding("erp", Pattern.SMALL_PAGES, "/query", 6_000, 600)
            .finding("bi", Pattern.RETRY_STORM, "/sobjects/Order", 9_000, 60)
            .stored());
    assertThat(judged(null, AT.plusSeconds(7200))).as("one a day").isEmpty();
    assertThat(judged(null, later(1))).hasSize(1);
  }

  @Test
  void whatWasToldIsNotToldAgainWhenItCouldNotBeKept() {
    usage.keep(
        ORG,
        StoredDays.of(TODAY.minusDays(1))
            .calls("erp", 100)
            .finding("erp", Pattern.SMALL_PAGES, "/query", 6_000, 600)
            .stored());
    findings.fails = true;
    assertThat(judged(null, AT)).hasSize(1);
    findings.fails = false;

    assertThat(judged(null, AT.plusSeconds(3600))).isEmpty();
    assertThat(findings.read(ORG).findings().toldOn()).hasValue(TODAY);
  }

  @Test
  void aFindingThatIsGoneEndsItsAlert() {
    usage.keep(
        ORG,
        StoredDays.of(TODAY.minusDays(1))
            .calls("erp", 100)
            .finding("erp", Pattern.SMALL_PAGES, "/query", 6_000, 600)
            .stored());
    AlertKey key = judged(null, AT).getFirst().key();
    for (int day = 0; day < KnownFindings.DAYS_TO_BE_GONE; day++) {
      usage.keep(ORG, StoredDays.of(TODAY.plusDays(day)).calls("erp", 100).stored());
    }

    assertThat(judged(null, later(KnownFindings.DAYS_TO_BE_GONE)))
        .singleElement()
        .isInstanceOf(Transition.Resolved.class)
        .satisfies(t -> assertThat(t.key()).isEqualTo(key));
  }

  @Test
  void withoutABudgetDaysAreReadOnceADay() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).stored());
    judged(null, AT);
    int reads = usage.reads();

    judged(null, AT.plusSeconds(3600));
    assertThat(usage.reads()).isEqualTo(reads);

    judged(new Budget(20_000, false), AT.plusSeconds(7200));
    assertThat(usage.reads()).isEqualTo(reads + 1);
  }

  @Test
  void withoutABudgetOrAFindingNothingIsCommitted() {
    usage.keep(ORG, StoredDays.of(TODAY.minusDays(1)).calls("erp", 100).stored());
    long version = states.read(ORG).version();

    assertThat(judged(null, AT)).isEmpty();

    assertThat(states.read(ORG).version()).isEqualTo(version);
  }
}
