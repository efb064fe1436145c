package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfileSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A day of one org at a time, read by production's poll: each slot's message comes three times, the
 * second and third up to half an hour late, and the process dies at one step in some dozens: before
 * or after the org answers, a state is read, samples are stored, or a commit is made. A process
 * that died has forgotten everything but the stores. One in ten states is read as it was before the
 * last commit.
 */
final class SlotProof {
  static final int SLOTS = 288;
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Instant END = START.plus(INTERVAL.multipliedBy(SLOTS));
  private static final int COPIES = 3;
  private static final int MAX_LATE_SLOTS = 6;
  private static final int MAX_TRIES = 200;
  private static final long MAX = 100_000;

  private final Org org;
  private final Random random;
  private final int deathsPerMille;
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final NameDictionary names = new InMemoryNameDictionary();
  private final InMemoryUsageHistory stored =
      new InMemoryUsageHistory(() -> END, Duration.ofDays(30), names);
  private final WholeHistory history =
      new WholeHistory(
          stored,
          new WholeHistory.Waiting(new WaitingSamples(states)::of, names),
          () -> END,
          Duration.ofDays(30));
  private final List<Transition> transitions = new ArrayList<>();
  private PollCycle process;
  private Instant slot = START;
  private long version;
  private OrgState before;
  private int calls;
  private int gaps;
  private int deaths;
  private volatile boolean isDying;
  private int polls;

  /**
   * What came of some orgs.
   *
   * @param polls messages that were taken, with those that came again
   * @param calls that the orgs counted, without the daily question what they are
   * @param wrongSamples slots whose sample is missing or shows another reading
   * @param gaps commits whose version is not the next one
   * @param lostOrDoubled orgs whose transitions are not those of one that is read undisturbed
   */
  record Findings(
      int orgs,
      int polls,
      int deaths,
      int calls,
      int transitions,
      int wrongSamples,
      int gaps,
      int lostOrDoubled) {}

  private SlotProof(Org org, long seed, int deathsPerMille) {
    this.org = org;
    this.random = new Random(seed);
    this.deathsPerMille = deathsPerMille;
    this.before = OrgState.neverRead(org.id());
    this.process = start();
  }

  /** Polls {@code orgs} orgs for a day. */
  static Findings of(long seed, int orgs, int deathsPerMille) {
    Findings all = new Findings(0, 0, 0, 0, 0, 0, 0, 0);
    for (int i = 0; i < orgs; i++) {
      Org org = PollPorts.org("org-" + seed + "-" + i);
      SlotProof undisturbed = new SlotProof(org, seed, 0);
      undisturbed.readOnce();
      SlotProof disturbed = new SlotProof(org, seed * 31 + i, deathsPerMille);
      disturbed.readManyTimes();
      all = disturbed.addedTo(all, undisturbed.transitions);
    }
    return all;
  }

  private Findings addedTo(Findings all, List<Transition> expected) {
    return new Findings(
        all.orgs + 1,
        all.polls + polls,
        all.deaths + deaths,
        all.calls + calls,
        all.transitions + transitions.size(),
        all.wrongSamples + wrongSamples(),
        all.gaps + gaps,
        all.lostOrDoubled + (transitions.equals(expected) && isOutbox() ? 0 : 1));
  }

  private void readOnce() {
    for (; slot.isBefore(END); slot = slot.plus(INTERVAL)) {
      take(new PollMessage(slot, List.of(org.id())));
    }
  }

  private void readManyTimes() {
    Map<Instant, Deque<Instant>> late = new TreeMap<>();
    for (; slot.isBefore(END); slot = slot.plus(INTERVAL)) {
      take(new PollMessage(slot, List.of(org.id())));
      for (int copy = 1; copy < COPIES; copy++) {
        late.computeIfAbsent(
                slot.plus(INTERVAL.multipliedBy(random.nextInt(MAX_LATE_SLOTS + 1))),
                at -> new ArrayDeque<>())
            .add(slot);
      }
      for (Instant older : late.getOrDefault(slot, new ArrayDeque<>())) {
        take(new PollMessage(older, List.of(org.id())));
      }
    }
  }

  /** Until it is settled: the queue hands it out again. */
  private void take(PollMessage message) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      polls++;
      int before = deaths;
      boolean isSettled = process.poll(List.of(message)).getFirst().isSettled();
      if (deaths > before) {
        isDying = false;
        process = start();
      }
      if (isSettled) {
        return;
      }
    }
    throw new AssertionError(message + " is never settled");
  }

  private PollCycle start() {
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(List.of(org)),
            dyingHistory(),
            dyingStates(),
            PollPorts.fleet(List.of())),
        new PollCycle.Sources(
            (one, ledger) -> {
              if (!ledger.takeCall()) {
                throw new AssertionError("no call is left");
              }
              calls++;
              // What is thrown here would be an answer: the next step is not reached.
              isDying |= random.nextInt(1_000) < deathsPerMille;
              return new PollOutcome.Read(reading(slot));
            },
            one -> new OrgProfileSource.Answer.Found(PollPorts.PROFILE)),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), dyingHistory(), PollPorts.CATALOGUE),
            PollPorts.JUDGES),
        SlotObservers.NONE,
        () -> slot,
        Duration.ofSeconds(50),
        new OrgRunner(1));
  }

  private AlertStates dyingStates() {
    return new AlertStates() {
      @Override
      public OrgState read(OrgId id) {
        mayDie();
        return states.read(id);
      }

      @Override
      public OrgState readRecent(OrgId id) {
        mayDie();
        return random.nextInt(1_000) < staleReadsPerMille() ? before : states.read(id);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> told) {
        mayDie();
        OrgState last = states.read(next.org());
        CommitResult result = states.commit(next, told);
        if (result == CommitResult.COMMITTED) {
          long now = states.read(org.id()).version();
          gaps += now == version + 1 ? 0 : 1;
          version = now;
          before = last;
          transitions.addAll(told);
        }
        mayDie();
        return result;
      }
    };
  }

  private UsageHistory dyingHistory() {
    return new UsageHistory() {
      @Override
      public void put(OrgId id, Sample sample) {
        throw new AssertionError("a poll adds its samples");
      }

      @Override
      public @Nullable SampleBlock add(OrgId id, @Nullable SampleBlock waiting, Sample sample) {
        mayDie();
        SampleBlock next = stored.add(id, waiting, sample);
        mayDie();
        return next;
      }

      @Override
      public Series raw(OrgId id, LimitName limit, Instant from, Instant to) {
        return history.raw(id, limit, from, to);
      }

      @Override
      public List<Sample> samples(OrgId id, Instant from, Instant to) {
        throw new AssertionError("a poll knows what waits");
      }

      @Override
      public List<Sample> samples(
          OrgId id, @Nullable SampleBlock waiting, Instant from, Instant to) {
        return history.samples(id, waiting, from, to);
      }
    };
  }

  /** Undisturbed, what is read is what was committed. */
  private int staleReadsPerMille() {
    return 5 * deathsPerMille;
  }

  private void mayDie() {
    if (isDying || random.nextInt(1_000) < deathsPerMille) {
      isDying = true;
      deaths++;
      throw new StoreUnavailableException("the process died", new IllegalStateException("here"));
    }
  }

  private int wrongSamples() {
    Map<Instant, Snapshot> stored = new TreeMap<>();
    int wrong = 0;
    for (Sample sample : history.samples(org.id(), START, END)) {
      wrong += stored.put(sample.slot(), sample.snapshot()) == null ? 0 : 1;
    }
    for (Instant at = START; at.isBefore(END); at = at.plus(INTERVAL)) {
      wrong += reading(at).equals(stored.remove(at)) ? 0 : 1;
    }
    return wrong + stored.size();
  }

  private boolean isOutbox() {
    return states.outbox(org.id()).size() == transitions.size();
  }

  /** A working day that is higher or lower by the org, with a peak of some minutes now and then. */
  private Snapshot reading(Instant at) {
    long minute = at.getEpochSecond() / 60;
    Random ofOrg = new Random(org.id().hashCode());
    double height = 0.3 + 0.8 * ofOrg.nextDouble();
    double work = Math.max(0, Math.sin((minute % 1_440 / 60.0 - 5) / 16 * Math.PI));
    double peak = new Random(org.id().hashCode() * 31L + minute / 20).nextInt(40) == 0 ? 0.4 : 0;
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    readings.put(LimitName.DAILY_API_REQUESTS, used(height * work + peak));
    readings.put(new LimitName("FileStorageMB"), used(0.55 + 0.1 * Math.sin(minute / 70.0)));
    return new Snapshot(readings, true);
  }

  private static Reading used(double part) {
    return Reading.ofUsed(Math.min(MAX, Math.round(MAX * part)), MAX);
  }
}
