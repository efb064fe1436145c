package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.poll.PollReport.Result.Why;
import dev.headroom.fleet.Settings;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.Allowance;
import dev.headroom.limits.HeaderReadings;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.report.OrgView;
import dev.headroom.report.SpendView;
import dev.headroom.report.Status;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.spend.SpendRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What Headroom itself spends on an org, slot by slot. */
class OwnSpendTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Org ORG = PollPorts.org("acme-prod");
  private static final PollOutcome FAILED =
      new PollOutcome.Failed(FailureKind.SERVER, "503", "Wait.");

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> MIDNIGHT, Duration.ofDays(30));
  private final List<SpendRule> rules = new ArrayList<>();
  private final List<Instant> read = new ArrayList<>();
  private BiFunction<Org, Allowance, PollOutcome> answer = (org, calls) -> reading(calls, 1);
  private Org org = ORG;
  private Instant now = MIDNIGHT;

  @Test
  void aDayOfReadingsAndItsQuestionAreCountedWithTheirPurpose() {
    slots(288);

    Spend spend = spend();
    assertThat(spend.calls()).containsExactly(Map.entry(Purpose.LIMITS, 289));
    assertThat(spend.cap()).isEqualTo(400);
    assertThat(read).hasSize(288);
    assertThat(view().problem()).isNull();

    // A new day, and its question.
    slots(1);
    assertThat(spend().today()).isEqualTo(2);
  }

  @Test
  void theCapFollowsTheAllocationAndTheManifest() {
    answer =
        (org, calls) -> {
          calls.takeCall();
          return limits(Reading.ofUsed(10, 1_000_000));
        };
    slots(1);
    assertThat(spend().cap()).isEqualTo(5_000);
    rules.add(new SpendRule(List.of("acme-uat"), Map.of(), null, 70));
    rules.add(new SpendRule(List.of(), Map.of(), "acme", 60));
    slots(1);
    assertThat(spend().cap()).isEqualTo(60);
  }

  @Test
  void anOrgAtItsCapIsReadLessOftenAndIsNeitherSilentNorNotReporting() {
    rules.add(new SpendRule(List.of(), Map.of(), null, 100));
    for (int i = 0; i < 288; i++) {
      slots(1);
      assertThat(view().status()).as("at %s", now).isEqualTo(Status.OK);
      assertThat(Staleness.of(FIVE, Duration.ZERO).of(state(), now)).isEqualTo(Freshness.FRESH);
    }
    assertThat(spend().today()).isLessThanOrEqualTo(100);
    for (int i = 1; i < read.size(); i++) {
      assertThat(Duration.between(read.get(i - 1), read.get(i)))
          .isLessThanOrEqualTo(Duration.ofHours(1));
    }
    assertThat(states.outbox(ORG.id())).isEmpty();
  }

  @Test
  void slotsThatComeMoreOftenThanTheIntervalAreReadWhileTheDaysCallsLast() {
    org = PollPorts.org("acme-prod", Duration.ofHours(24));
    rules.add(new SpendRule(List.of(), Map.of(), null, 60));
    slots(20);
    assertThat(read).hasSize(20);
    slots(200);
    assertThat(spend().today()).isLessThanOrEqualTo(60);
  }

  @Test
  void itsProblemSaysCapAndCount() {
    rules.add(new SpendRule(List.of(), Map.of(), null, 100));
    slots(100);
    assertThat(requireNonNull(view().problem()).reason())
        .matches(
            "Headroom reads this org every \\d+ minutes instead of every 5, because it has made"
                + " \\d+ of at most 100 calls of its own today");
    assertThat(view().problem().remedy()).contains("spend in the manifest");
    SpendView spend = requireNonNull(view().spend());
    assertThat(spend.byPurpose().keySet()).containsExactly("limits", "usage", "access", "doctor");
    assertThat(spend.interval()).isGreaterThan(FIVE);
  }

  @Test
  void aSparedSlotIsSettledAndNotTakenAgain() {
    rules.add(new SpendRule(List.of(), Map.of(), null, 50));
    slots(1);
    OrgState before = state();
    assertThat(poll(MIDNIGHT.plus(FIVE))).isEqualTo(new Result.NotAsked(Why.SPARED));
    OrgState after = state();
    assertThat(after.lastSlot()).isEqualTo(MIDNIGHT.plus(FIVE));
    assertThat(after.known()).isEqualTo(before.known());
    assertThat(after.lastReadAt()).isEqualTo(before.lastReadAt());
    assertThat(poll(MIDNIGHT.plus(FIVE))).isEqualTo(new Result.Past());
    assertThat(state()).isEqualTo(after);
  }

  @Test
  void repeatsOfOneReadingAreCountedAndEndBeforeTheyEatUpLaterReadings() {
    rules.add(new SpendRule(List.of(), Map.of(), null, 50));
    answer = (org, calls) -> reading(calls, 30);
    slots(288);
    assertThat(spend().today()).isLessThanOrEqualTo(50);
    assertThat(read).hasSizeBetween(23, 25);
  }

  @Test
  void callsOfAPollThatWasOvertakenCountAllTheSame() {
    answer =
        (org, calls) -> {
          PollOutcome outcome = reading(calls, 2);
          answer = (o, c) -> reading(c, 1);
          poll(MIDNIGHT.plus(FIVE));
          return outcome;
        };
    assertThat(poll(MIDNIGHT)).isEqualTo(new Result.Overtaken());
    // Two and one, and each has asked the question of the day.
    assertThat(spend().today()).isEqualTo(5);
  }

  @Test
  void otherJobsAskTheSameBudget() {
    slots(1);
    OwnCalls calls = new StateOwnCalls(states, PollPorts.fleet(List.of()));
    assertThat(calls.take(ORG, Purpose.ACCESS, 25, MIDNIGHT))
        .isEqualTo(new OwnCalls.Answer.Granted(25));
    calls.giveBack(ORG, Purpose.ACCESS, 5, MIDNIGHT);
    assertThat(spend().calls())
        .containsOnly(Map.entry(Purpose.LIMITS, 2), Map.entry(Purpose.ACCESS, 20));
    assertThat(calls.take(ORG, Purpose.USAGE, 500, MIDNIGHT))
        .isEqualTo(new OwnCalls.Answer.Granted(61));
    assertThat(calls.take(ORG, Purpose.USAGE, 1, MIDNIGHT))
        .isInstanceOfSatisfying(
            OwnCalls.Answer.Wait.class,
            wait -> assertThat(wait.why()).contains("83 of at most 400 calls"));
    assertThat(state().lastSlot()).isEqualTo(MIDNIGHT);
  }

  @Test
  void anOrgThatFailsIsAskedEverLessOftenAndClosedByOneReading() {
    answer = (org, calls) -> calls.takeCall() ? FAILED : reading(calls, 1);
    slots(20);
    assertThat(spend().today()).isEqualTo(5);
    assertThat(requireNonNull(state().problem()).missed()).isEqualTo(20);
    assertThat(requireNonNull(view().problem()).text())
        .isEqualTo("503. Wait. The next attempt is due at 2026-11-25T01:45:00Z.");
    assertThat(view().status()).isEqualTo(Status.NOT_REPORTING);
    answer = (org, calls) -> reading(calls, 1);
    slots(2);
    assertThat(read).containsExactly(MIDNIGHT.plus(FIVE.multipliedBy(21)));
    assertThat(view().status()).isEqualTo(Status.OK);
  }

  @Test
  void aPausedOrgIsNotReadSaysSoAndContinuesAutomatically() {
    slots(1);
    OrgState state = state();
    Pause pause =
        new Pause(MIDNIGHT, MIDNIGHT.plus(Duration.ofHours(1)), "ada", "it is being migrated");
    OrgState paused =
        state
            .with(List.of(), null)
            .remembering(state.upkeep().with(state.upkeep().restraint().paused(pause)));
    assertThat(states.commit(paused, List.of())).isEqualTo(CommitResult.COMMITTED);
    slots(11);
    assertThat(read).hasSize(1);
    assertThat(view().status()).isEqualTo(Status.UNKNOWN);
    assertThat(requireNonNull(view().problem()).reason())
        .isEqualTo("Paused until 2026-11-25T01:00:00Z by ada: it is being migrated");
    // Nobody settles slots of it: a pause is no silence.
    assertThat(Staleness.of(FIVE, Duration.ZERO).of(paused, MIDNIGHT.plus(Duration.ofMinutes(59))))
        .isEqualTo(Freshness.UNKNOWN);
    slots(1);
    assertThat(read).hasSize(2);
    assertThat(state().upkeep().restraint().pause()).isNull();
    assertThat(view().status()).isEqualTo(Status.OK);
    assertThat(states.outbox(ORG.id())).isEmpty();
  }

  @Test
  void anotherJobsReplyCountsOnlyWhileLimitsAreNotRead() {
    HeaderReadings header = new StateHeaderReadings(states);
    Reading told = Reading.ofUsed(4_900, 5_000);
    header.heard(ORG, told, MIDNIGHT);
    assertThat(state().known()).as("an org that was never read").isEmpty();
    slots(1);
    OrgState fresh = state();
    header.heard(ORG, told, MIDNIGHT.plus(FIVE));
    assertThat(state()).as("a reading of the limits is current").isEqualTo(fresh);

    answer = (org, calls) -> calls.takeCall() ? FAILED : reading(calls, 1);
    slots(1);
    header.heard(ORG, told, MIDNIGHT.plus(FIVE));
    assertThat(state().known().get(LimitName.DAILY_API_REQUESTS))
        .isEqualTo(new OrgState.Known(told, true));
    assertThat(state().lastSlot()).isEqualTo(MIDNIGHT.plus(FIVE));
    assertThat(requireNonNull(state().problem()).missed()).isEqualTo(1);
    assertThat(states.outbox(ORG.id())).as("nothing is judged by it").isEmpty();

    answer = (org, calls) -> reading(calls, 1);
    slots(1);
    assertThat(state().known().get(LimitName.DAILY_API_REQUESTS))
        .isEqualTo(new OrgState.Known(Reading.ofUsed(10, 5_000), true));
  }

  @Test
  void anotherJobsReplyIsShownForAnOrgThatIsReadLessOften() {
    rules.add(new SpendRule(List.of(), Map.of(), null, 50));
    slots(1);
    Reading told = Reading.ofUsed(3_000, 5_000);
    Instant later = MIDNIGHT.plus(Duration.ofMinutes(12));
    new StateHeaderReadings(states).heard(ORG, told, later);
    assertThat(state().known().get(LimitName.DAILY_API_REQUESTS))
        .isEqualTo(new OrgState.Known(told, true));
  }

  /** A good reading of so many calls, as far as they are allowed. */
  private PollOutcome reading(Allowance allowance, int calls) {
    for (int i = 0; i < calls; i++) {
      if (!allowance.takeCall()) {
        break;
      }
    }
    read.add(now);
    return limits(Reading.ofUsed(10, 5_000));
  }

  private static PollOutcome limits(Reading calls) {
    return new PollOutcome.Read(
        new Snapshot(new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, calls)), true));
  }

  private void slots(int count) {
    for (int i = 0; i < count; i++) {
      OrgState state = state();
      Instant last = state.lastSlot();
      now = last == null ? MIDNIGHT : last.plus(FIVE);
      poll(now);
    }
  }

  private Result poll(Instant slot) {
    PollCycle cycle =
        new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(org)),
                history,
                states,
                PollPorts.fleetWith(
                    new Settings(
                        1, List.of(), Map.of(), Set.of(), List.of(), Set.of(), Set.of(), rules))),
            new PollCycle.Sources(
                (org, allowance) -> answer.apply(org, allowance), PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> slot,
            Duration.ofSeconds(30),
            new OrgRunner(1));
    return cycle
        .poll(List.of(new PollMessage(slot, List.of(ORG.id()))))
        .getFirst()
        .orgs()
        .getFirst()
        .result();
  }

  private OrgState state() {
    return states.read(ORG.id());
  }

  private Spend spend() {
    return requireNonNull(state().upkeep().restraint().spend());
  }

  private OrgView view() {
    Freshness freshness = Staleness.of(FIVE, Duration.ZERO).of(state(), now);
    return OrgView.of(ORG, state(), freshness, now);
  }
}
