package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.Foresee;
import dev.headroom.cycle.poll.InMemoryForecasts;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.PollMessage;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A fleet that production's poll reads: each slot's message comes three times, slots of an hour in
 * another order now and then, and the process dies before or after one commit in thirty.
 */
final class PolledFleet {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int COPIES = 3;
  private static final int CRASH_PER_MILLE = 33;
  private static final int MAX_TRIES = 100;
  private static final long MAX = 100_000;

  private final Random random;
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<Committed> committed = new ArrayList<>();
  private final List<Org> orgs;
  private final PollCycle cycle;
  private Instant now = FaultyWorld.START;
  private int crashes;

  /**
   * A transition of a poll.
   *
   * @param at the moment of the commit
   */
  record Committed(Instant at, Transition transition) {}

  /**
   * What came of a fleet.
   *
   * @param polls messages that were taken, with those that came again
   */
  record Polled(List<Committed> transitions, int polls, int crashes) {}

  private PolledFleet(long seed, int size) {
    random = new Random(seed);
    orgs = IntStream.range(0, size).mapToObj(i -> PollPorts.org("polled-" + i)).toList();
    InMemoryUsageHistory history = new InMemoryUsageHistory(() -> now, Duration.ofDays(30));
    cycle =
        new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(orgs), history, dying(), PollPorts.fleet(List.of())),
            new PollCycle.Sources(
                (org, logins) -> new PollOutcome.Read(new Snapshot(readings(org.id()), true)),
                PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> now,
            Duration.ofSeconds(20),
            new OrgRunner(1));
  }

  /** Polls {@code size} orgs for some days. */
  static Polled poll(long seed, int size, int days) {
    PolledFleet fleet = new PolledFleet(seed, size);
    int polls = 0;
    Instant end = FaultyWorld.START.plus(Duration.ofDays(days));
    for (Instant slot = FaultyWorld.START; slot.isBefore(end); slot = slot.plus(INTERVAL)) {
      for (Org org : fleet.orgs) {
        fleet.now = slot.plusSeconds(fleet.random.nextInt(200));
        for (int copy = 0; copy < COPIES; copy++) {
          polls += fleet.take(new PollMessage(slot, List.of(org.id())));
        }
        if (fleet.random.nextInt(12) == 0) {
          // A message of an older slot comes late.
          Instant older = slot.minus(INTERVAL.multipliedBy(1 + fleet.random.nextInt(12)));
          polls += fleet.take(new PollMessage(older, List.of(org.id())));
        }
      }
    }
    return new Polled(fleet.told(), polls, fleet.crashes);
  }

  /** Until it is settled: the queue hands it out again. */
  private int take(PollMessage message) {
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      if (cycle.poll(List.of(message)).getFirst().isSettled()) {
        return tries;
      }
    }
    throw new AssertionError(message + " is never settled");
  }

  private AlertStates dying() {
    return new AlertStates() {
      @Override
      public OrgState read(OrgId org) {
        return states.read(org);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> transitions) {
        maybeDie();
        CommitResult result = states.commit(next, transitions);
        if (result == CommitResult.COMMITTED) {
          transitions.forEach(one -> committed.add(new Committed(now, one)));
        }
        maybeDie();
        return result;
      }
    };
  }

  private void maybeDie() {
    if (random.nextInt(1_000) < CRASH_PER_MILLE) {
      crashes++;
      throw new StoreUnavailableException("the process died", new IllegalStateException("here"));
    }
  }

  /** What the outbox has is what was committed, once each. */
  private List<Committed> told() {
    int inOutbox = orgs.stream().mapToInt(org -> states.outbox(org.id()).size()).sum();
    if (inOutbox != committed.size()) {
      throw new AssertionError(inOutbox + " in the outbox of " + committed.size() + " committed");
    }
    return committed;
  }

  /** A working day that is higher or lower by the org and the day, and now and then runs away. */
  private SortedMap<LimitName, Reading> readings(OrgId org) {
    long minute = now.getEpochSecond() / 60;
    long day = minute / 1_440;
    Random ofDay = new Random(org.hashCode() * 31L + day);
    double height = 0.3 + 0.7 * ofDay.nextDouble();
    double hour = (minute % 1_440) / 60.0;
    double work = Math.max(0, Math.sin((hour - 5) / 16 * Math.PI));
    long used = Math.min(MAX, Math.round(MAX * height * work));
    long files = Math.round(MAX * (0.55 + 0.1 * Math.sin(minute / 700.0 + ofDay.nextInt(2))));
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    readings.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(used, MAX));
    readings.put(new LimitName("FileStorageMB"), Reading.ofUsed(files, MAX));
    return readings;
  }
}
