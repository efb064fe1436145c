package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.alert.WaitingSamples;
import dev.headroom.alert.Yardstick;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.alert.dynamodb.TransitionJson;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.history.NameDictionary;
import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.history.WholeHistory;
import dev.headroom.history.dynamodb.DynamoDbNameDictionary;
import dev.headroom.history.dynamodb.DynamoDbUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The commit protocol under everything that a queue and a platform may do to it: every message
 * comes three times, to processes that run at once and are cut off at any of three points, and
 * comes again until one of them has settled it. No transition may be lost and none doubled.
 */
class PollRaceIT {
  private static final int ORGS = 4;
  private static final int SLOTS = 20;
  private static final int DELIVERIES = 3;
  private static final int THREADS = 8;
  private static final int CRASH_PERCENT = 15;
  private static final int MAX_REPEATS = 100;

  /** In its middle a day ends, and with it a block of samples. */
  private static final Instant START = Instant.parse("2026-11-24T23:10:00Z");

  /** Used per cent, slot by slot; each org and limit begins at another place of it. */
  private static final List<Integer> USED = List.of(10, 59, 62, 57, 54, 81, 100, 79, 120, 30);

  private static final List<LimitName> LIMITS =
      List.of(
          LimitName.DAILY_API_REQUESTS, new LimitName("MassEmail"), new LimitName("DataStorageMB"));

  private final TestDynamoDb db = TestDynamoDb.create();
  private final List<Org> orgs =
      IntStream.range(0, ORGS).mapToObj(i -> PollPorts.org("org-" + i)).toList();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final AtomicInteger crashes = new AtomicInteger();
  private final AtomicInteger conflicts = new AtomicInteger();
  private final Queue<Committed> commits = new ConcurrentLinkedQueue<>();

  /** A commit as the store took it. */
  private record Committed(OrgState state, int transitions) {}

  @Test
  void noTransitionIsLostAndNoneIsDoubled() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int slot = 0; slot < SLOTS; slot++) {
        deliver(threads, messages(List.of(slot)));
      }
    }
    tellWhatHappened();
    assertThat(db.allSamples()).as("blocks, seed %d", seed).hasSize(ORGS);
    for (int org = 0; org < ORGS; org++) {
      OrgId id = orgs.get(org).id();
      assertThatEverySlotIsPassedOnce(id);
      assertThat(history().samples(id, START, slot(SLOTS)).stream().map(Sample::slot))
          .as("samples of %s, seed %d", id, seed)
          .containsExactlyElementsOf(IntStream.range(0, SLOTS).mapToObj(n -> slot(n)).toList());
      assertThat(texts(told(id)))
          .as("outbox of %s, seed %d", id, seed)
          .isEqualTo(texts(expected(org)));
      assertThatAlertsAgree(id);
    }
  }

  @Test
  void slotsInAnyOrderNeverContradictOneAnother() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      deliver(threads, messages(IntStream.range(0, SLOTS).boxed().toList()));
    }
    tellWhatHappened();
    for (Org org : orgs) {
      OrgState state = states().read(org.id());
      assertThat(state.lastSlot()).as("seed %d", seed).isEqualTo(slot(SLOTS - 1));
      assertThat(state.version()).as("seed %d", seed).isBetween(1L, (long) SLOTS);
      Map<AlertKey, Episode> open = new HashMap<>();
      Instant before = Instant.MIN;
      for (Transition t : told(org.id())) {
        assertThat(t.evidence().slot()).as("seed %d", seed).isAfterOrEqualTo(before);
        before = t.evidence().slot();
        assertThatFollows(open.get(t.key()), t);
        if (t.episode().isOpen()) {
          open.put(t.key(), t.episode());
        } else {
          open.remove(t.key());
        }
      }
      assertThat(state.open()).as("seed %d", seed).isEqualTo(open);
      assertThatAlertsAgree(org.id());
    }
  }

  /**
   * Versions have no gap, and each slot is passed by one commit. Between these, one that was
   * overtaken may add the calls that it made, and nothing else.
   */
  private void assertThatEverySlotIsPassedOnce(OrgId org) {
    List<Committed> all =
        commits.stream()
            .filter(c -> c.state().org().equals(org))
            .sorted(Comparator.comparingLong(c -> c.state().version()))
            .toList();
    assertThat(all.stream().map(c -> c.state().version()))
        .as("versions of %s, seed %d", org, seed)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(states().read(org).version()).as("seed %d", seed).isEqualTo(all.size());
    assertThat(all.stream().map(c -> c.state().lastSlot()).distinct())
        .as("slots of %s, seed %d", org, seed)
        .containsExactlyElementsOf(IntStream.range(0, SLOTS).mapToObj(n -> slot(n)).toList());
    Instant before = Instant.MIN;
    for (Committed commit : all) {
      Instant lastSlot = Objects.requireNonNull(commit.state().lastSlot());
      if (lastSlot.equals(before)) {
        assertThat(commit.transitions()).as("told twice of %s, seed %d", org, seed).isZero();
      }
      before = lastSlot;
    }
  }

  private void assertThatFollows(@Nullable Episode open, Transition next) {
    Optional<Severity> before = Optional.ofNullable(open).map(Episode::severity);
    switch (next) {
      case Transition.Opened o -> assertThat(before).as("seed %d", seed).isEmpty();
      case Transition.Escalated e -> assertThat(before).as("seed %d", seed).contains(e.from());
      case Transition.Updated u -> throw new AssertionError("only groups are updated: " + u);
      case Transition.Reminded r -> throw new AssertionError("reminders are off: " + r);
      case Transition.Acknowledged a -> throw new AssertionError("nobody is there: " + a);
      case Transition.DeEscalated d -> assertThat(before).as("seed %d", seed).contains(d.from());
      case Transition.Resolved r ->
          assertThat(before).as("seed %d", seed).contains(r.episode().severity());
    }
  }

  /** Every message, three times, in a jumble. */
  private List<PollMessage> messages(List<Integer> slots) {
    List<PollMessage> messages = new ArrayList<>();
    for (int delivery = 0; delivery < DELIVERIES; delivery++) {
      for (int slot : slots) {
        for (Org org : orgs) {
          messages.add(new PollMessage(slot(slot), List.of(org.id())));
        }
      }
    }
    Collections.shuffle(messages, random);
    return messages;
  }

  private void deliver(ExecutorService threads, List<PollMessage> messages) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (PollMessage message : messages) {
      running.add(threads.submit(() -> deliver(message)));
    }
    for (Future<?> one : running) {
      one.get(120, TimeUnit.SECONDS);
    }
  }

  /**
   * As the queue does it: the message comes again, to another process, until one has settled it.
   */
  private void deliver(PollMessage message) {
    for (int i = 0; i < MAX_REPEATS; i++) {
      if (process(message.slot()).poll(List.of(message)).getFirst().isSettled()) {
        return;
      }
    }
    throw new AssertionError("not settled after " + MAX_REPEATS + " deliveries, seed " + seed);
  }

  /**
   * A process of its own, which may be cut off before the sample and on either side of the commit.
   */
  private PollCycle process(Instant slot) {
    int n = (int) Duration.between(START, slot).dividedBy(Duration.ofMinutes(5));
    UsageHistory history = history();
    AlertStates states = states();
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(orgs),
            new UsageHistory() {
              @Override
              public void put(OrgId org, Sample sample) {
                maybeCrash();
                history.put(org, sample);
              }

              @Override
              public @Nullable SampleBlock add(
                  OrgId org, @Nullable SampleBlock waiting, Sample sample) {
                maybeCrash();
                return history.add(org, waiting, sample);
              }

              @Override
              public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
                return history.raw(org, limit, from, to);
              }

              @Override
              public List<Sample> samples(OrgId org, Instant from, Instant to) {
                return history.samples(org, from, to);
              }
            },
            new AlertStates() {
              @Override
              public OrgState read(OrgId org) {
                return states.read(org);
              }

              @Override
              public CommitResult commit(OrgState next, List<Transition> transitions) {
                maybeCrash();
                CommitResult result = states.commit(next, transitions);
                if (result == CommitResult.CONFLICT) {
                  conflicts.incrementAndGet();
                } else {
                  commits.add(new Committed(next, transitions.size()));
                }
                maybeCrash();
                return result;
              }
            },
            PollPorts.fleet(List.of())),
        new PollCycle.Sources(
            (org, logins) ->
                new PollOutcome.Read(new Snapshot(readings(orgs.indexOf(org), n), true)),
            PollPorts.PROFILES),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
            PollPorts.JUDGES),
        SlotObservers.NONE,
        InstantSource.fixed(slot),
        Duration.ofSeconds(20),
        new OrgRunner(ORGS));
  }

  private void maybeCrash() {
    boolean now;
    synchronized (random) {
      now = random.nextInt(100) < CRASH_PERCENT;
    }
    if (now) {
      crashes.incrementAndGet();
      throw new StoreUnavailableException("cut off", new IOException("here"));
    }
  }

  private AlertStates states() {
    return new DynamoDbAlertStates(
        db.client(), db.tables(), dictionary(), new JsonMapper(), InstantSource.system());
  }

  private UsageHistory history() {
    InstantSource clock = InstantSource.fixed(slot(SLOTS));
    Duration kept = Duration.ofDays(30);
    return new WholeHistory(
        new DynamoDbUsageHistory(db.client(), db.tables(), dictionary(), clock, kept),
        new WholeHistory.Waiting(new WaitingSamples(states())::of, dictionary()),
        clock,
        kept);
  }

  private NameDictionary dictionary() {
    return new DynamoDbNameDictionary(db.client(), db.tables());
  }

  private static Instant slot(int n) {
    return START.plus(Duration.ofMinutes(5L * n));
  }

  private static SortedMap<LimitName, Reading> readings(int org, int slot) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (int l = 0; l < LIMITS.size(); l++) {
      int percent = USED.get((slot + 3 * org + 2 * l) % USED.size());
      readings.put(LIMITS.get(l), Reading.ofUsed(percent, 100));
    }
    return readings;
  }

  /** What one undisturbed poller would tell. */
  private List<Transition> expected(int org) {
    List<Transition> all = new ArrayList<>();
    Map<AlertKey, Episode> open = new HashMap<>();
    for (int n = 0; n < SLOTS; n++) {
      Instant slot = slot(n);
      SortedMap<LimitName, Evidence.Use> seen = new TreeMap<>();
      readings(org, n).forEach((limit, reading) -> seen.put(limit, Evidence.Use.of(slot, reading)));
      for (Transition t :
          Evaluator.evaluate(
                  orgs.get(org).id(),
                  open,
                  new TreeMap<>(),
                  seen,
                  limit -> new Yardstick(Levels.DEFAULT, Horizons.OFF))
              .transitions()) {
        all.add(t);
        if (t.episode().isOpen()) {
          open.put(t.key(), t.episode());
        } else {
          open.remove(t.key());
        }
      }
    }
    assertThat(all).as("the script makes every kind of transition").hasSizeGreaterThan(12);
    return all;
  }

  private Stream<Item> outbox(OrgId org) {
    return db.allState().stream()
        .filter(row -> row.text("pk").equals("OUT#" + org))
        .sorted(Comparator.comparing(row -> row.text("sk")));
  }

  private List<Transition> told(OrgId org) {
    TransitionJson json = new TransitionJson(new JsonMapper());
    return outbox(org).map(row -> json.read(row.text("transition"))).toList();
  }

  /** Without what the org's edition says, which polls learn at some slot or other. */
  private static List<String> texts(List<Transition> transitions) {
    return transitions.stream()
        .map(one -> one.toString().replaceAll("margin=\\w+", "margin=unknown"))
        .toList();
  }

  /** An alert's row says what the outbox told last of it, and entries of a key form one chain. */
  private void assertThatAlertsAgree(OrgId org) {
    TransitionJson json = new TransitionJson(new JsonMapper());
    Map<AlertKey, String> last = new HashMap<>();
    Map<AlertKey, Transition> lastTold = new HashMap<>();
    outbox(org)
        .forEach(
            row -> {
              Transition t = json.read(row.text("transition"));
              assertThat(row.findText("previous").orElse("none"))
                  .as("the entry before %s, seed %d", row.text("sk"), seed)
                  .isEqualTo(Objects.requireNonNullElse(last.get(t.key()), "none"));
              String[] place = row.text("sk").split("#", 2);
              last.put(
                  t.key(), org + ":" + Long.parseLong(place[0]) + ":" + Long.parseLong(place[1]));
              lastTold.put(t.key(), t);
            });
    DynamoDbAlertStates episodes = (DynamoDbAlertStates) states();
    lastTold.forEach(
        (key, t) ->
            assertThat(episodes.find(key, t.episode().openedAt()).orElseThrow().episode())
                .as("the alert of %s, seed %d", key, seed)
                .isEqualTo(t.episode()));
  }

  private void tellWhatHappened() {
    System.out.printf(
        "%d orgs, %d slots, each delivered %d times to %d threads: %d cut off, %d races lost, seed"
            + " %d%n",
        ORGS, SLOTS, DELIVERIES, THREADS, crashes.get(), conflicts.get(), seed);
    assertThat(crashes.get()).isPositive();
    assertThat(conflicts.get()).isPositive();
  }
}
