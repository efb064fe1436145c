package dev.headroom.cycle.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.poll.InMemoryForecasts;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.Lookout;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.report.OrgView;
import dev.headroom.report.Status;
import dev.headroom.spend.Movement;
import dev.headroom.spend.Restraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orgs whose slots stop, whoever should have settled them. */
class StaleOrgsTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<Org> orgs = new ArrayList<>(fleet(4));
  private Instant now = START;
  private final StaleOrgs stale =
      new StaleOrgs(
          PollPorts.directory(orgs), states, SlotObservers.NONE, LeastStale.ANY, () -> now);

  @Test
  void anOrgWhoseSlotsStopIsReportedAndThenEscalates() {
    settle(orgs, START);
    for (int i = 1; i <= 8; i++) {
      now = START.plus(STEP.multipliedBy(i));
      settle(orgs.subList(1, 4), now);
      stale.look();
    }

    assertThat(told(org(0)))
        .containsExactly("not-reporting opened attention", "not-reporting escalated escalation");
    Transition opened = states.outbox(org(0)).getFirst().transition();
    assertThat(((Evidence.Silence) opened.evidence()).problem())
        .isEqualTo("no slot of this org was completed since 2026-11-25T10:00:00Z");
    assertThat(told(org(1))).isEmpty();
    assertThat(told(OrgId.FLEET)).isEmpty();
  }

  @Test
  void aQuietOrgWhoseIntervalIsAdaptiveIsReportedByTheLongerInterval() {
    orgs.replaceAll(Org::adaptive);
    settle(orgs, START);
    rest(org(0));
    for (int i = 1; i <= 10; i++) {
      now = START.plus(STEP.multipliedBy(i));
      settle(orgs.subList(2, 4), now);
      stale.look();
      assertThat(told(org(1))).hasSize(i < 4 ? 0 : i < 6 ? 1 : 2);
      assertThat(told(org(0))).hasSize(i < 10 ? 0 : 1);
    }
    assertThat(stale.readWithin()).contains(Org.QUIET_INTERVAL);
    orgs.set(3, PollPorts.org("org-3"));
    stale.look();
    assertThat(stale.readWithin()).contains(STEP);
  }

  /** Makes what the org last gave a reading of an org that rests. */
  private void rest(OrgId org) {
    OrgState state = states.read(org);
    Restraint restraint = state.upkeep().restraint().moved(new Movement(null, 0));
    states.commit(
        state.with(List.of(), null).remembering(state.upkeep().with(restraint)), List.of());
  }

  @Test
  void theFirstMessageOfAnotherOrgSaysSoAlsoWhenItIsThis() {
    settle(orgs, START);
    OrgState first = states.read(org(0)).answered("00D5g000004aBcD", START);
    states.commit(first.answered("00D5g000009xYzQ", START).with(List.of(), null), List.of());
    for (int i = 1; i <= 8; i++) {
      now = START.plus(STEP.multipliedBy(i));
      settle(orgs.subList(1, 4), now);
      stale.look();
    }

    assertThat(states.outbox(org(0)))
        .extracting(row -> row.transition().anotherOrgSince())
        .containsExactly(START, null);
  }

  @Test
  void halfOfTheFleetIsReportedOneByOneAndMoreThanHalfAsOne() {
    settle(orgs, START);
    stale.look();
    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(2, 4), now);
    stale.look();
    assertThat(told(OrgId.FLEET)).isEmpty();
    assertThat(told(org(0))).hasSize(1);

    now = START.plus(STEP.multipliedBy(8));
    stale.look();
    assertThat(told(OrgId.FLEET)).containsExactly("not-reporting opened escalation");
    assertThat(told(org(2))).isEmpty();

    settle(orgs, now);
    now = now.plusSeconds(60).plus(STEP);
    stale.look();
    assertThat(told(OrgId.FLEET))
        .containsExactly("not-reporting opened escalation", "not-reporting resolved escalation");
  }

  @Test
  void anObserverThatFailsIsInTheReportAndTheCommitStands() {
    settle(orgs, START);
    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(1, 4), now);
    SlotObserver failing =
        committed -> {
          throw new IllegalStateException("no note taken");
        };
    StaleOrgs watched =
        new StaleOrgs(
            PollPorts.directory(orgs),
            states,
            new SlotObservers(List.of(failing)),
            LeastStale.ANY,
            () -> now);
    watched.look();
    now = now.plus(STEP);
    settle(orgs.subList(1, 4), now);
    Lookout.Report report = watched.look();

    assertThat(told(org(0))).hasSize(1);
    assertThat(report.unheard())
        .singleElement()
        .satisfies(failure -> assertThat(failure.detail()).contains("no note taken"));
  }

  @Test
  void anOrgThatCannotBeReportedDoesNotStopOthers() {
    settle(orgs, START);
    StaleOrgs looking =
        looking(
            next -> {
              if (next.org().equals(org(0))) {
                throw new StackOverflowError("S3CRET");
              }
            });
    looking.look();
    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(2, 4), now);

    assertThatThrownBy(looking::look)
        .hasMessageStartingWith(
            "these orgs could not be checked: acme-0 (StackOverflowError in StaleOrgsTest.")
        .hasMessageNotContaining("S3CRET");
    assertThat(told(org(0))).isEmpty();
    assertThat(told(org(1))).containsExactly("not-reporting opened attention");
  }

  @Test
  void anOrgThatCannotBePutBackToTheClockKeepsNoOtherFromIt() {
    settle(orgs, START.plus(Duration.ofDays(1)));
    StaleOrgs looking =
        looking(
            next -> {
              if (next.org().equals(org(0))) {
                throw new IllegalStateException("S3CRET");
              }
            });
    looking.look();
    now = START.plus(Duration.ofHours(1));

    assertThatThrownBy(looking::look).hasMessageContaining("acme-0 (IllegalStateException in ");
    assertThat(states.read(org(0)).lastSlot()).isAfter(now);
    assertThat(states.read(org(1)).lastSlot()).isBeforeOrEqualTo(now);
  }

  @Test
  void anOrgWithADamagedStateIsNamedAndDoesNotStopOthers() {
    settle(orgs, START);
    StaleOrgs looking = looking(next -> {}, List.of(org(0)));
    looking.look();
    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(2, 4), now);

    assertThatThrownBy(looking::look)
        .hasMessage("these orgs could not be checked: acme-0 (its stored state is damaged)");
    assertThat(told(org(1))).containsExactly("not-reporting opened attention");
  }

  @Test
  void orgsThatWereDueWhileTheStoreWasAwayAreLookedAtOnceItIsBack() {
    settle(orgs, START);
    AtomicBoolean away = new AtomicBoolean();
    StaleOrgs looking =
        looking(
            next -> {},
            List.of(),
            () -> {
              if (away.get()) {
                throw new StoreUnavailableException("could not read the states");
              }
            });
    looking.look();
    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(1, 4), now);
    away.set(true);
    assertThatThrownBy(looking::look).isInstanceOf(StoreUnavailableException.class);
    away.set(false);
    now = now.plusSeconds(60);

    looking.look();

    assertThat(told(org(0))).hasSize(1);
  }

  private StaleOrgs looking(Consumer<OrgState> beforeCommit) {
    return looking(beforeCommit, List.of());
  }

  private StaleOrgs looking(Consumer<OrgState> beforeCommit, List<OrgId> damaged) {
    return looking(beforeCommit, damaged, () -> {});
  }

  private StaleOrgs looking(
      Consumer<OrgState> beforeCommit, List<OrgId> damaged, Runnable beforeRead) {
    AlertStates store =
        new AlertStates() {
          @Override
          public OrgState read(OrgId org) {
            return states.read(org);
          }

          @Override
          public List<OrgState> readAll(List<OrgId> some) {
            beforeRead.run();
            return some.stream().filter(org -> !damaged.contains(org)).map(this::read).toList();
          }

          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            beforeCommit.accept(next);
            return states.commit(next, transitions);
          }
        };
    return new StaleOrgs(
        PollPorts.directory(orgs), store, SlotObservers.NONE, LeastStale.ANY, () -> now);
  }

  @Test
  void anOrgWithAShrinkingBacklogIsNotStale() {
    settle(orgs, START);
    now = START.plus(Duration.ofHours(6));
    settle(orgs, START.plus(Duration.ofHours(1)));
    stale.look();

    assertThat(told(org(0))).isEmpty();
    assertThat(told(OrgId.FLEET)).isEmpty();
  }

  @Test
  void anOrgThatIsNeverReadIsReported() {
    stale.look();
    now = now.plus(STEP);
    stale.look();
    settle(orgs.subList(1, 4), START.plus(STEP.multipliedBy(4)));
    now = START.plus(STEP.multipliedBy(5));
    stale.look();

    assertThat(told(org(0))).containsExactly("not-reporting opened attention");
  }

  @Test
  void anOrgAheadOfTheClockIsPutBackOnceNobodySettlesItsSlots() {
    settle(orgs, START);
    settle(orgs.subList(0, 1), START.plus(Duration.ofHours(5)));
    now = START.plus(STEP);
    settle(orgs.subList(1, 4), now);
    stale.look();
    assertThat(states.read(org(0)).lastSlot()).isEqualTo(START.plus(Duration.ofHours(5)));

    now = START.plus(STEP.multipliedBy(4));
    settle(orgs.subList(1, 4), now);
    stale.look();
    assertThat(states.read(org(0)).lastSlot()).isEqualTo(now);
    assertThat(states.read(org(0)).known()).isNotEmpty();
  }

  @Test
  void aStartPutsEveryOrgBackThatIsAheadOfTheClock() {
    settle(orgs, START.plus(Duration.ofDays(3650)));
    List<OrgState> heard = new ArrayList<>();
    StaleOrgs watched =
        new StaleOrgs(
            PollPorts.directory(orgs),
            states,
            new SlotObservers(List.of(committed -> heard.add(committed.state()))),
            LeastStale.ANY,
            () -> now);

    assertThat(watched.healAll()).isEqualTo(4);
    assertThat(heard).hasSize(4).allSatisfy(s -> assertThat(s.lastSlot()).isEqualTo(START));
    assertThat(orgs).allSatisfy(o -> assertThat(states.read(o.id()).lastSlot()).isEqualTo(START));
  }

  /**
   * Whatever happens to slots, an org that is not read at the present is never shown as ok, and
   * after two hours of it somebody was told: of the org or of the fleet.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void noOrgEverStandsStillWithoutAWord(long seed) {
    Random dice = new Random(seed);
    Instant[] lastGood = new Instant[orgs.size()];
    Instant[] blindUntil = new Instant[orgs.size()];
    for (int i = 0; i < orgs.size(); i++) {
      lastGood[i] = START;
      blindUntil[i] = START;
    }
    settle(orgs, START);
    for (int step = 1; step < 200; step++) {
      // The clock may jump ahead by up to half an hour.
      now = now.plus(dice.nextInt(40) == 0 ? Duration.ofMinutes(5L * dice.nextInt(7)) : STEP);
      for (int i = 0; i < orgs.size(); i++) {
        if (!now.isBefore(blindUntil[i]) && dice.nextInt(30) == 0) {
          blindUntil[i] = now.plus(Duration.ofMinutes(5L * dice.nextInt(60)));
        }
        Org org = orgs.get(i);
        if (now.isBefore(blindUntil[i])) {
          switch (dice.nextInt(3)) {
            // Its message never comes.
            case 0 -> {}
            // The store refuses its row.
            case 1 -> poll(org, now, true, good());
            // It fails.
            default ->
                poll(org, now, false, new PollOutcome.Failed(FailureKind.SERVER, "503", "Wait."));
          }
        } else {
          poll(org, now, false, good());
          // An org that failed is not asked at every slot.
          if (states.read(org.id()).problem() == null) {
            lastGood[i] = now;
          }
        }
      }
      stale.look();
      for (int i = 0; i < orgs.size(); i++) {
        assertSaid(orgs.get(i), lastGood[i], "seed %d, step %d".formatted(seed, step));
      }
    }
  }

  private void assertSaid(Org org, Instant lastGood, String when) {
    OrgState state = states.read(org.id());
    Freshness freshness = Staleness.of(org.interval(), Duration.ZERO).of(state, now);
    OrgView view = OrgView.of(org, state, freshness, now);
    Duration blind = Duration.between(lastGood, now);
    if (blind.compareTo(Duration.ofMinutes(15)) > 0) {
      assertThat(view.status()).as(when).isIn(Status.UNKNOWN, Status.NOT_REPORTING);
      assertThat(view.problem()).as(when).isNotNull();
    }
    if (blind.compareTo(Duration.ofHours(2)) > 0) {
      assertThat(
              state.open().containsKey(AlertKey.notReporting(org.id()))
                  || states
                      .read(OrgId.FLEET)
                      .open()
                      .containsKey(AlertKey.notReporting(OrgId.FLEET)))
          .as(when)
          .isTrue();
    }
    if (blind.isZero()) {
      assertThat(state.open()).as(when).doesNotContainKey(AlertKey.notReporting(org.id()));
      assertThat(view.status()).as(when).isEqualTo(Status.OK);
    }
  }

  private OrgId org(int index) {
    return orgs.get(index).id();
  }

  private List<String> told(OrgId org) {
    return states.outbox(org).stream()
        .map(InMemoryAlertStates.Told::transition)
        .map(
            t -> {
              Severity severity = t.episode().severity();
              return t.key().rule().word() + " " + t.word() + " " + severity.word();
            })
        .toList();
  }

  private void settle(List<Org> some, Instant slot) {
    some.forEach(org -> poll(org, slot, false, good()));
  }

  private static PollOutcome good() {
    return new PollOutcome.Read(
        new Snapshot(
            new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1, 100))), true));
  }

  private void poll(Org org, Instant slot, boolean refuses, PollOutcome outcome) {
    InMemoryUsageHistory history = new InMemoryUsageHistory(() -> now, Duration.ofDays(30));
    AlertStates store = refuses ? new RefusingStates() : states;
    new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(orgs), history, store, PollPorts.fleet(List.of())),
            new PollCycle.Sources((o, logins) -> outcome, PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> now,
            Duration.ofSeconds(30),
            new OrgRunner(4))
        .poll(List.of(new PollMessage(slot, List.of(org.id()))));
  }

  private static final class RefusingStates implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      return OrgState.neverRead(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      throw new IllegalStateException("the row is too large");
    }
  }

  private static List<Org> fleet(int count) {
    return IntStream.range(0, count).mapToObj(i -> PollPorts.org("acme-" + i)).toList();
  }
}
