package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.InMemoryAlertStates.Told;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.auth.RecentLogins;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.Holdings;
import dev.headroom.org.Margin;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.spend.Breaker;
import dev.headroom.spend.Movement;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.Spend;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of states, alerts and outbox entries does. */
public abstract class AlertStatesContract {
  protected static final OrgId ORG = new OrgId("acme-prod");
  protected static final OrgId OTHER = new OrgId("acme");
  protected static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");

  private static final AlertKey CALLS = key(ORG, "DailyApiRequests");
  private static final AlertKey STORAGE = key(ORG, "DataStorageMB");

  /** The store under test, empty at the start of each test. */
  protected abstract AlertStates states();

  /** The episodes of the same store. */
  protected abstract Episodes episodes();

  /** The fleet index of the same store. */
  protected abstract FleetIndex index();

  /** What was put into the outbox for {@code org}, in the order of the commits. */
  protected abstract List<Told> outbox(OrgId org);

  @Test
  void anOrgThatWasNeverReadHasNoState() {
    assertThat(states().read(ORG)).isEqualTo(OrgState.neverRead(ORG));
    assertThat(episodes().open()).isEmpty();
    assertThat(episodes().newest(10)).isEmpty();
    assertThat(episodes().find(CALLS, SLOT)).isEmpty();
  }

  @Test
  void everyFieldIsReadBack() {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    known.put(new LimitName("DailyApiRequests"), new Known(new Reading(15_000, -250), true));
    known.put(new LimitName("DailyApiRequests.Größe & \"日本\""), new Known(new Reading(0, 0), true));
    known.put(
        new LimitName("HourlyDashboardStatuses"),
        new Known(new Reading(Reading.UNLIMITED, Reading.UNLIMITED), false));
    known.put(
        new LimitName("Largest"), new Known(new Reading(Reading.LARGEST, -Reading.LARGEST), false));
    Map<AlertKey, Episode> open =
        Map.of(
            CALLS, episode(SLOT, Severity.ATTENTION, SLOT.plusSeconds(300), null),
            STORAGE, episode(SLOT.minusSeconds(600), Severity.EXHAUSTED, SLOT, null));
    OrgState state =
        new OrgState(
                ORG,
                1,
                SLOT.plusSeconds(300),
                SLOT.plusMillis(300_417),
                known,
                open,
                new Problem(FailureKind.RATE_LIMITED, "503, \"busy\"\n", "Wait – it passes", 3))
            .remembering(
                new OrgState.Upkeep(
                    new RecentLogins(List.of(SLOT.minusSeconds(301), SLOT, SLOT)),
                    true,
                    new OrgProfile(
                            "00D5g000004aBcDEAU", "USA402", "Partner Developer Edition", true)
                        .with(
                            new Holdings(
                                new TreeMap<>(Map.of("Salesforce", 40, "Ödd | = & ; kind", 1)),
                                new Holdings.Monthly(
                                    4_500_000, 12, LocalDate.parse("2026-11-24")))),
                    SLOT.minusSeconds(86_100),
                    new Identity("00D5g000004aBcD", SLOT.minusSeconds(600), true),
                    new Restraint(
                        new Spend(
                            LocalDate.parse("2026-11-25"),
                            25_000,
                            Map.of(Purpose.LIMITS, 289, Purpose.DOCTOR, 2),
                            SLOT.minusSeconds(300)),
                        new Breaker(4, 6, SLOT.minusSeconds(600)),
                        new Pause(
                            SLOT, SLOT.plusSeconds(3_600), "ada", "the \"release\" of 5 o'clock"),
                        new Movement(SLOT.minusSeconds(300), 291)),
                    SLOT.minusSeconds(7_200),
                    new AllocationMemory(100_000, 110_000L)));
    assertThat(states().commit(state, List.of())).isEqualTo(CommitResult.COMMITTED);
    assertThat(states().read(ORG)).isEqualTo(state);
  }

  @Test
  void aStateWithoutReadingsOrProblemIsReadBackAndWhatIsGoneIsForgotten() {
    Problem partial = Problem.notWhole("one limit only", "Stop what uses them");
    OrgState full =
        new OrgState(
            ORG,
            1,
            SLOT,
            SLOT,
            new TreeMap<>(Map.of(CALLS.limit().orElseThrow(), new Known(new Reading(5, 0), true))),
            Map.of(CALLS, episode(SLOT, Severity.EXHAUSTED, SLOT, null)),
            partial);
    OrgState bare = new OrgState(ORG, 2, SLOT, null, new TreeMap<>(), Map.of(), null);
    states().commit(full, List.of());
    assertThat(states().read(ORG)).isEqualTo(full);
    states().commit(bare, List.of());
    assertThat(states().read(ORG)).isEqualTo(bare);
  }

  @Test
  void alertsOfEverySubjectAndMissingLimitsAreReadBack() {
    Episode worse =
        new Episode(
            SLOT,
            Severity.ATTENTION,
            Severity.EXHAUSTED,
            Reason.SILENCE,
            SLOT,
            null,
            new Episode.Held(Severity.ATTENTION, null, null));
    Episode acknowledged = worse.acknowledged(new Acknowledgement("Ann", SLOT, null));
    Episode snoozed = worse.acknowledged(new Acknowledgement("Ö", SLOT, SLOT.plusSeconds(60)));
    Map<AlertKey, Episode> open =
        Map.of(
            AlertKey.notReporting(ORG),
            worse,
            new AlertKey(ORG, new Subject.Limit(new LimitName("Ü")), Rule.VANISHED),
            acknowledged,
            new AlertKey(ORG, new Subject.Target("pager"), Rule.TARGET),
            snoozed);
    OrgState state =
        new OrgState(
            ORG,
            1,
            SLOT,
            SLOT,
            new TreeMap<>(),
            open,
            null,
            new TreeMap<>(
                Map.of(new LimitName("Ü"), new OrgState.Missing(SLOT.minusSeconds(300), SLOT))),
            Map.of(),
            OrgState.Upkeep.NONE,
            SLOT.plusMillis(123),
            new TreeMap<>());
    states()
        .commit(
            state,
            open.entrySet().stream()
                .<Transition>map(
                    e ->
                        new Transition.Opened(
                            e.getKey(),
                            e.getValue(),
                            new Evidence.Silence(SLOT, 2, null, "x", "y")))
                .toList());
    assertThat(states().read(ORG)).isEqualTo(state);
    assertThat(episodes().open())
        .containsExactlyInAnyOrderElementsOf(
            open.entrySet().stream().map(e -> new AlertRecord(e.getKey(), e.getValue())).toList());
  }

  @Test
  void whatAJumpHoldsIsReadBack() {
    AlertKey key = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);
    Episode jumped =
        new Episode(
            SLOT,
            Severity.ESCALATION,
            Severity.ESCALATION,
            Reason.JUMP,
            SLOT,
            null,
            new Episode.Held(
                Severity.ATTENTION,
                Severity.ATTENTION,
                SLOT.minusSeconds(300),
                Severity.ESCALATION,
                SLOT));
    OrgState state = new OrgState(ORG, 1, SLOT, SLOT, new TreeMap<>(), Map.of(key, jumped), null);
    Evidence evidence =
        new Evidence.Use(
            SLOT,
            50.0,
            Reading.ofUsed(50, 100),
            Foresight.BLIND,
            List.of(),
            0,
            new Evidence.Rise(12, SLOT.minusSeconds(900)),
            Margin.SOME);
    states().commit(state, List.of(new Transition.Opened(key, jumped, evidence)));

    assertThat(states().read(ORG).open()).isEqualTo(Map.of(key, jumped));
  }

  @Test
  void whatIsPendingIsReadBackAndForgottenOnceItIsNot() {
    Pending rising =
        new Pending(
            Map.of(
                Severity.ATTENTION, SLOT.minusSeconds(300),
                Severity.ESCALATION, SLOT,
                Severity.EXHAUSTED, SLOT.plusSeconds(1)),
            Map.of());
    Pending falling =
        new Pending(
            Map.of(Severity.EXHAUSTED, SLOT),
            Map.of(Severity.ATTENTION, SLOT, Severity.ESCALATION, SLOT.minusSeconds(600)));
    OrgState state =
        pending(
            1,
            Map.of(
                new LimitName("ConcurrentSyncReportRuns"),
                rising,
                new LimitName("Größe & \"日本\""),
                falling));
    states().commit(state, List.of());
    assertThat(states().read(ORG)).isEqualTo(state);
    assertThat(states().readAll(List.of(ORG))).containsExactly(state);
    states().commit(pending(2, Map.of()), List.of());
    assertThat(states().read(ORG).pending()).isEmpty();
  }

  private static OrgState pending(long version, Map<LimitName, Pending> pending) {
    return new OrgState(
        ORG,
        version,
        SLOT,
        SLOT,
        new TreeMap<>(),
        Map.of(),
        null,
        new TreeMap<>(),
        Map.of(),
        OrgState.Upkeep.NONE,
        null,
        new TreeMap<>(pending));
  }

  @Test
  void manyStatesAreReadAtOnceWhetherTheyAreThereOrNot() {
    OrgId other = new OrgId("acme-other");
    OrgState first = state(ORG, 1, SLOT);
    states().commit(first, List.of());
    assertThat(states().readAll(List.of(ORG, other)))
        .containsExactlyInAnyOrder(first, OrgState.neverRead(other));
  }

  @Test
  void theNewestEpisodeOfAnAlertIsTheOneThatOpenedLast() {
    assertThat(episodes().newest(CALLS)).isEmpty();
    states().commit(state(ORG, 1, SLOT), List.of(opened(CALLS, SLOT)));
    Instant later = SLOT.plusSeconds(600);
    states().commit(state(ORG, 2, later), List.of(opened(CALLS, later)));
    assertThat(episodes().newest(CALLS)).map(alert -> alert.episode().openedAt()).contains(later);
    assertThat(episodes().newest(AlertKey.notReporting(ORG))).isEmpty();
  }

  @Test
  void aCommitOnAnyOtherVersionThanTheStoredOneWritesNothing() {
    OrgState first = state(ORG, 1, SLOT);
    assertThat(states().commit(state(ORG, 2, SLOT), List.of())).isEqualTo(CommitResult.CONFLICT);
    assertThat(states().commit(state(ORG, 2, SLOT), List.of(opened(CALLS, SLOT))))
        .isEqualTo(CommitResult.CONFLICT);
    assertThat(states().read(ORG)).isEqualTo(OrgState.neverRead(ORG));
    states().commit(first, List.of());
    for (long version : new long[] {1, 3}) {
      OrgState stale = state(ORG, version, SLOT.plusSeconds(300));
      assertThat(states().commit(stale, List.of())).isEqualTo(CommitResult.CONFLICT);
      assertThat(states().commit(stale, List.of(opened(CALLS, SLOT.plusSeconds(300)))))
          .isEqualTo(CommitResult.CONFLICT);
    }
    assertThat(states().read(ORG)).isEqualTo(first);
    assertThat(outbox(ORG)).isEmpty();
    assertThat(episodes().newest(10)).isEmpty();
    assertThat(episodes().find(CALLS, SLOT.plusSeconds(300))).isEmpty();
  }

  @Test
  void asManyTransitionsAsAreAllowedAreCommittedTogether() {
    List<Transition> most = many(AlertStates.MAX_TRANSITIONS);
    assertThat(states().commit(state(ORG, 1, SLOT), most)).isEqualTo(CommitResult.COMMITTED);
    assertThat(outbox(ORG)).extracting(Told::transition).isEqualTo(most);
    assertThat(outbox(ORG).getLast().id()).isEqualTo("acme-prod:1:48");
    assertThat(episodes().open()).hasSize(AlertStates.MAX_TRANSITIONS);
  }

  @Test
  void moreTransitionsThanAreAllowedAreRefusedAndNothingIsWritten() {
    List<Transition> more = many(AlertStates.MAX_TRANSITIONS + 1);
    assertThatThrownBy(() -> states().commit(state(ORG, 1, SLOT), more))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(states().read(ORG)).isEqualTo(OrgState.neverRead(ORG));
    assertThat(outbox(ORG)).isEmpty();
  }

  @Test
  void anEntryNamesTheOneBeforeItOfTheSameProblem() {
    Instant again = SLOT.plusSeconds(900);
    states().commit(state(ORG, 1, SLOT), List.of(opened(CALLS, SLOT)));
    states()
        .commit(
            state(ORG, 2, SLOT.plusSeconds(300)),
            List.of(
                opened(STORAGE, SLOT.plusSeconds(300)), escalated(CALLS, SLOT.plusSeconds(300))));
    states().commit(state(ORG, 3, SLOT.plusSeconds(600)), List.of());
    states().commit(state(ORG, 4, again), List.of(resolved(CALLS, SLOT, again)));
    Instant reopened = again.plusSeconds(300);
    states().commit(state(ORG, 5, reopened), List.of(opened(CALLS, reopened)));
    assertThat(outbox(ORG))
        .containsExactly(
            new Told("acme-prod:1:0", opened(CALLS, SLOT), null),
            new Told("acme-prod:2:0", opened(STORAGE, SLOT.plusSeconds(300)), null),
            new Told("acme-prod:2:1", escalated(CALLS, SLOT.plusSeconds(300)), "acme-prod:1:0"),
            new Told("acme-prod:4:0", resolved(CALLS, SLOT, again), "acme-prod:2:1"),
            new Told("acme-prod:5:0", opened(CALLS, reopened), "acme-prod:4:0"));
  }

  @Test
  void openEpisodesAreFoundNewestFirstOverAllOrgs() {
    AlertKey elsewhere = key(OTHER, "DailyApiRequests");
    Instant later = SLOT.plusSeconds(300);
    Transition second = opened(elsewhere, later);
    states().commit(state(ORG, 1, SLOT), List.of(opened(CALLS, SLOT)));
    states().commit(state(OTHER, 1, later), List.of(second));
    assertThat(episodes().open())
        .containsExactly(record(second), record(opened(CALLS, SLOT)))
        .isEqualTo(episodes().newest(2));
    states().commit(state(ORG, 2, later), List.of(escalated(CALLS, later)));
    assertThat(episodes().open()).containsExactly(record(second), record(escalated(CALLS, later)));
  }

  @Test
  void aResolvedEpisodeIsNoLongerOpenButStaysOnRecord() {
    Instant end = SLOT.plusSeconds(300);
    Instant again = SLOT.plusSeconds(600);
    states().commit(state(ORG, 1, SLOT), List.of(opened(CALLS, SLOT)));
    states().commit(state(ORG, 2, end), List.of(resolved(CALLS, SLOT, end)));
    assertThat(episodes().open()).isEmpty();
    states().commit(state(ORG, 3, again), List.of(opened(CALLS, again)));
    AlertRecord first = record(resolved(CALLS, SLOT, end));
    AlertRecord second = record(opened(CALLS, again));
    assertThat(episodes().open()).containsExactly(second);
    assertThat(episodes().newest(10)).containsExactly(second, first);
    assertThat(episodes().newest(1)).containsExactly(second);
    assertThat(episodes().of(CALLS, 10)).containsExactly(second, first);
    assertThat(episodes().of(CALLS, 1)).containsExactly(second);
    assertThat(episodes().of(AlertKey.notReporting(ORG), 10)).isEmpty();
    assertThat(episodes().find(CALLS, SLOT)).contains(first);
    assertThat(episodes().find(CALLS, again)).contains(second);
    assertThat(episodes().find(STORAGE, SLOT)).isEmpty();
  }

  @Test
  void anotherOrgIsNotMixedIn() {
    states().commit(state(ORG, 1, SLOT), List.of(opened(CALLS, SLOT)));
    assertThat(states().read(OTHER)).isEqualTo(OrgState.neverRead(OTHER));
    assertThat(states().commit(state(OTHER, 1, SLOT), List.of())).isEqualTo(CommitResult.COMMITTED);
    assertThat(outbox(OTHER)).isEmpty();
  }

  @Test
  void theForecastIsReadBack() {
    OrgState state = state(ORG, 1, SLOT).foreseeing(foreseen(SLOT));
    states().commit(state, List.of());
    assertThat(states().read(ORG)).isEqualTo(state);
    assertThat(states().readAll(List.of(ORG))).containsExactly(state);
  }

  @Test
  void theIndexHasTheRowsOfTheOrgsThatAreNamed() {
    states().commit(state(ORG, 1, SLOT).foreseeing(foreseen(SLOT)).indexed(), List.of());
    states().commit(state(OTHER, 1, SLOT).indexed(), List.of(opened(key(OTHER, "Other"), SLOT)));
    Glance row = new Glance(ORG, 1, SLOT, null, null, foreseen(SLOT));
    assertThat(index().glances(List.of(ORG))).containsExactly(row);
    assertThat(index().glances(List.of(ORG, OTHER)))
        .containsExactlyInAnyOrder(row, new Glance(OTHER, 1, SLOT, null, null, null));
    assertThat(index().glances(List.of())).isEmpty();
    assertThat(index().glances(List.of(new OrgId("acme-nobody")))).isEmpty();
  }

  @Test
  void aRowStaysUntilAStateBringsAnotherAndIsWrittenWithItOrNotAtAll() {
    OrgState first = state(ORG, 1, SLOT).foreseeing(foreseen(SLOT)).indexed();
    states().commit(first, List.of());
    Instant later = SLOT.plusSeconds(3_600);
    OrgState same = first.with(List.of(), later);
    states().commit(same, List.of());
    assertThat(index().glances(List.of(ORG)))
        .containsExactly(new Glance(ORG, 1, SLOT, null, null, foreseen(SLOT)));

    OrgState lost = first.foreseeing(null).with(List.of(), later);
    assertThat(states().commit(lost, List.of())).isEqualTo(CommitResult.CONFLICT);
    assertThat(index().glances(List.of(ORG))).extracting(Glance::version).containsExactly(1L);

    OrgState cleared = same.foreseeing(null).with(List.of(), later.plusSeconds(300));
    assertThat(states().commit(cleared, List.of())).isEqualTo(CommitResult.COMMITTED);
    assertThat(index().glances(List.of(ORG)))
        .containsExactly(new Glance(ORG, 3, later.plusSeconds(300), null, null, null));
  }

  @Test
  void asManyTransitionsAsOneCommitTakesFitBesideTheRow() {
    List<Transition> most = many(AlertStates.MAX_TRANSITIONS);
    assertThat(states().commit(state(ORG, 1, SLOT).indexed(), most))
        .isEqualTo(CommitResult.COMMITTED);
    assertThat(index().glances(List.of(ORG))).hasSize(1);
    assertThat(episodes().open()).hasSize(AlertStates.MAX_TRANSITIONS);
  }

  private static Foreseen foreseen(Instant slot) {
    return new Foreseen(
        new NextExhaustion.Expected(
            LimitName.DAILY_API_REQUESTS,
            new Projection.Exhausting(
                slot.plusSeconds(3_600),
                slot.plusSeconds(7_200),
                slot.plusSeconds(9_000),
                0.87,
                0.87,
                new Grounds.UsualCourse(1.5, 0.75, 1.25),
                null)),
        slot);
  }

  private static List<Transition> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> opened(key(ORG, "Limit%02d".formatted(i)), SLOT))
        .toList();
  }

  protected static OrgState state(OrgId org, long version, Instant slot) {
    return new OrgState(org, version, slot, slot, new TreeMap<>(), Map.of(), null);
  }

  protected static AlertKey key(OrgId org, String limit) {
    return AlertKey.usage(org, new LimitName(limit));
  }

  protected static Transition opened(AlertKey key, Instant slot) {
    return new Transition.Opened(
        key, episode(slot, Severity.ATTENTION, slot, null), evidence(slot, 65));
  }

  private static Transition escalated(AlertKey key, Instant slot) {
    return new Transition.Escalated(
        key,
        episode(SLOT, Severity.ESCALATION, slot, null),
        evidence(slot, 85),
        Severity.ATTENTION);
  }

  private static Transition resolved(AlertKey key, Instant openedAt, Instant slot) {
    return new Transition.Resolved(
        key, episode(openedAt, Severity.ESCALATION, slot, slot), evidence(slot, 20));
  }

  private static Evidence evidence(Instant slot, long used) {
    return Evidence.Use.of(slot, Reading.ofUsed(used, 100));
  }

  private static Episode episode(
      Instant openedAt, Severity severity, Instant updatedAt, @Nullable Instant resolvedAt) {
    return new Episode(openedAt, severity, Reason.THRESHOLD, updatedAt, resolvedAt);
  }

  private static AlertRecord record(Transition transition) {
    return new AlertRecord(transition.key(), transition.episode());
  }
}
