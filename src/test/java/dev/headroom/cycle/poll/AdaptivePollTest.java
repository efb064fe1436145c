package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AdaptiveInterval;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.poll.PollReport.Result.Why;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.fleet.Settings;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls of orgs whose interval is adaptive. */
class AdaptivePollTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final long MAX = 100_000;
  private static final OrgId PROD = new OrgId("acme-prod");

  private final Run run = new Run();

  @Test
  void anOrgThatRestsIsReadEveryQuarterOfAnHourWithoutAnyWriteInBetween() {
    run.minutes(24 * 60);
    List<Instant> slots = run.slots(PROD);
    assertThat(slots.subList(0, 4))
        .containsExactly(
            START,
            START.plus(FIVE),
            START.plus(FIVE.multipliedBy(2)),
            START.plus(FIVE.multipliedBy(3)));
    for (int i = 5; i < slots.size(); i++) {
      assertThat(Duration.between(slots.get(i - 1), slots.get(i)))
          .isEqualTo(Duration.ofMinutes(15));
    }
    assertThat(run.states.read(PROD).version()).isEqualTo(slots.size());
    assertThat(run.asked).isEqualTo(slots.size());
  }

  @Test
  void aMessageOfSomebodyElseReadsAQuietOrgAtAnySlot() {
    run.minutes(60);
    OrgState before = run.states.read(PROD);
    Instant next = requireNonNull(before.lastSlot()).plus(FIVE);
    PollMessage asked = new PollMessage(next, List.of(PROD));

    assertThat(run.poll(asked.asScheduled())).isEqualTo(new Result.NotAsked(Why.QUIET));
    assertThat(run.states.read(PROD)).isEqualTo(before);
    assertThat(run.poll(asked)).isEqualTo(new Result.Read(1, 0));
    assertThat(run.poll(asked.asScheduled())).isEqualTo(new Result.Past());
  }

  @Test
  void oneMessageOfSeveralForASlotIsEnoughToHaveItRead() {
    run.minutes(60);
    Instant next = requireNonNull(run.states.read(PROD).lastSlot()).plus(FIVE);
    PollMessage asked = new PollMessage(next, List.of(PROD));

    List<PollReport> reports = run.cycle().poll(List.of(asked.asScheduled(), asked));

    assertThat(reports)
        .allSatisfy(
            report ->
                assertThat(report.orgs().getFirst().result()).isEqualTo(new Result.Read(1, 0)));
    assertThat(run.states.read(PROD).lastSlot()).isEqualTo(next);
  }

  @Test
  void anOrgThatGivesNoReadingIsTriedAtTheNextSlot() {
    run.minutes(60);
    run.failing = true;
    run.minutes(20);
    assertThat(run.states.read(PROD).problem()).isNotNull();
    assertThat(run.states.read(PROD).lastSlot()).isEqualTo(START.plus(Duration.ofMinutes(75)));
    run.failing = false;
    // The breaker leaves slots out by its own rule; each is completed.
    run.minutes(60);
    assertThat(run.states.read(PROD).problem()).isNull();
  }

  @Test
  void aRiseIsFollowedAtEverySlotUntilItEnds() {
    run.minutes(60);
    run.used =
        slot ->
            slot.isBefore(START.plus(Duration.ofMinutes(90)))
                ? 1_000 + AdaptivePollTest.minutes(slot) * 100
                : 10_000;
    run.minutes(60);
    List<Instant> slots =
        run.slots(PROD).stream().filter(s -> !s.isBefore(START.plus(Duration.ofHours(1)))).toList();
    Instant noticed = slots.getFirst();
    assertThat(noticed).isBefore(START.plus(Duration.ofMinutes(75)));
    assertThat(slots)
        .contains(START.plus(Duration.ofMinutes(80)), START.plus(Duration.ofMinutes(85)));
    assertThat(AdaptiveInterval.isQuiet(run.orgs.getFirst(), run.states.read(PROD))).isTrue();
  }

  @Test
  void aLostMessageIsMadeUpForByTheNextOne() {
    run.minutes(60);
    OrgState before = run.states.read(PROD);
    Instant own = requireNonNull(before.lastSlot()).plus(Duration.ofMinutes(15));
    Instant next = own.plus(FIVE);
    assertThat(run.poll(new PollMessage(next, List.of(PROD)).asScheduled()))
        .isEqualTo(new Result.Read(1, 0));
    assertThat(run.poll(new PollMessage(own, List.of(PROD)).asScheduled()))
        .isEqualTo(new Result.Past());
  }

  /**
   * Messages come three times and late, stores fail before and after a commit, two functions take
   * turns, and the interval is changed while all that happens: the same slots are read as without.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyDueSlotIsReadOnceWhateverHappensToItsMessages(long seed) {
    Run calm = Run.of(seed, false);
    calm.day();
    Run rough = Run.of(seed, true);
    rough.day();
    assertThat(rough.disturbances).isGreaterThan(100);
    for (Org org : calm.orgs) {
      List<Instant> slots = calm.slots(org.id());
      assertThat(slots).hasSizeBetween(90, 287);
      assertThat(rough.slots(org.id())).isEqualTo(slots).doesNotHaveDuplicates();
      assertThat(rough.points(org.id())).isEqualTo(calm.points(org.id())).hasSize(slots.size());
      // Every version completes a slot.
      assertThat(rough.states.read(org.id()).version()).isEqualTo(slots.size());
      assertThat(rough.told(org.id())).isEqualTo(calm.told(org.id()));
    }
  }

  private static long minutes(Instant slot) {
    return Duration.between(START, slot).toMinutes();
  }

  private interface Used {
    long at(Instant slot);
  }

  /** A fleet that is dispatched minute by minute. */
  private static final class Run {
    private final List<Org> orgs = new ArrayList<>(List.of(PollPorts.org("acme-prod").adaptive()));
    private final InMemoryAlertStates states = new InMemoryAlertStates();
    private final InMemoryUsageHistory history =
        new InMemoryUsageHistory(() -> START, Duration.ofDays(30));
    private final InMemoryForecasts forecasts = new InMemoryForecasts();
    private final Map<OrgId, List<Instant>> committed = new HashMap<>();
    private final List<PollMessage> queue = new ArrayList<>();
    private Used used = slot -> 1_000;
    private Random random = new Random(0);
    private boolean rough;
    private boolean failing;
    private int asked;
    private int disturbances;
    private Instant now = START;
    private Instant reading = START;
    private Instant changed = START;

    static Run of(long seed, boolean rough) {
      Run run = new Run();
      run.rough = rough;
      run.random = new Random(seed);
      run.orgs.add(PollPorts.org("acme-uat").adaptive());
      run.orgs.add(PollPorts.org("globex").adaptive());
      run.used = slot -> stepped(seed, slot);
      return run;
    }

    /** Rests, rises and falls; over 60 % at times. */
    private static long stepped(long seed, Instant slot) {
      long hour = Duration.between(START, slot).toHours();
      Random of = new Random(seed * 100 + hour);
      long base = of.nextInt(3) == 0 ? 20_000 + of.nextInt(45_000) : 5_000;
      return of.nextBoolean() ? base : base + (AdaptivePollTest.minutes(slot) % 60) * 50;
    }

    void day() {
      minutes(6 * 60);
      // The interval of one is changed, and changed back.
      orgs.set(1, PollPorts.org("acme-uat"));
      orgs.set(2, PollPorts.org("globex", Duration.ofMinutes(15)));
      changed = now;
      minutes(3 * 60);
      orgs.set(1, PollPorts.org("acme-uat").adaptive());
      orgs.set(2, PollPorts.org("globex").adaptive());
      changed = now;
      minutes(6 * 60);
    }

    void minutes(int count) {
      for (int i = 0; i < count; i++) {
        dispatch(now);
        now = now.plus(Duration.ofMinutes(1));
      }
    }

    private void dispatch(Instant minute) {
      DispatchCycle dispatch = new DispatchCycle(PollPorts.directory(orgs), queue::addAll);
      dispatch.dispatch(minute);
      List<PollMessage> messages = new ArrayList<>(queue);
      queue.clear();
      if (!rough) {
        messages.forEach(message -> settle(message, cycle()));
        return;
      }
      PollCycle one = cycle();
      PollCycle other = cycle();
      for (PollMessage message : messages) {
        int copies = 1 + random.nextInt(3);
        disturbances += copies - 1;
        for (int i = 0; i < copies; i++) {
          settle(message, random.nextBoolean() ? one : other);
        }
      }
      // A tick of up to 20 minutes before comes again, unless the fleet was another one then.
      Instant late = minute.minus(Duration.ofMinutes(random.nextInt(20)));
      if (random.nextInt(4) == 0 && !late.isBefore(changed)) {
        disturbances++;
        dispatch.dispatch(late);
        queue.forEach(message -> settle(message, one));
        queue.clear();
      }
    }

    private void settle(PollMessage message, PollCycle cycle) {
      reading = message.slot();
      while (!cycle.poll(List.of(message)).getFirst().isSettled()) {
        disturbances++;
      }
    }

    Result poll(PollMessage message) {
      reading = message.slot();
      return cycle().poll(List.of(message)).getFirst().orgs().getFirst().result();
    }

    PollCycle cycle() {
      return new PollCycle(
          new PollCycle.Stores(
              PollPorts.directory(orgs),
              history,
              new Failing(),
              PollPorts.fleetWith(new Settings(1, List.of(), Map.of(), List.of()))),
          new PollCycle.Sources((org, allowance) -> read(), PollPorts.PROFILES),
          new PollCycle.Judging(
              PollPorts.CATALOGUE,
              new Foresee(forecasts, history, PollPorts.CATALOGUE),
              PollPorts.JUDGES),
          new SlotObservers(List.of()),
          () -> now,
          Duration.ofSeconds(30),
          new OrgRunner(1));
    }

    private PollOutcome read() {
      asked++;
      return failing
          ? new PollOutcome.Failed(FailureKind.SERVER, "503", "Wait.")
          : new PollOutcome.Read(
              new Snapshot(
                  new TreeMap<>(Map.of(CALLS, Reading.ofUsed(used.at(reading), MAX))), true));
    }

    List<Instant> slots(OrgId org) {
      return committed.getOrDefault(org, List.of());
    }

    List<Series.Point> points(OrgId org) {
      return history.raw(org, CALLS, START, now).points();
    }

    List<Transition> told(OrgId org) {
      return states.outbox(org).stream().map(InMemoryAlertStates.Told::transition).toList();
    }

    /** Loses requests and answers. */
    private final class Failing implements AlertStates {
      @Override
      public OrgState read(OrgId org) {
        return states.read(org);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> transitions) {
        int fate = rough ? random.nextInt(20) : 2;
        if (fate == 0) {
          throw new StoreUnavailableException("the request is lost");
        }
        CommitResult result = states.commit(next, transitions);
        if (result == CommitResult.COMMITTED) {
          committed
              .computeIfAbsent(next.org(), o -> new ArrayList<>())
              .add(requireNonNull(next.lastSlot()));
        }
        if (fate == 1) {
          throw new StoreUnavailableException("the answer is lost");
        }
        return result;
      }
    }
  }
}
