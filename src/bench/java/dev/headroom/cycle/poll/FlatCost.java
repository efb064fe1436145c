package dev.headroom.cycle.poll;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processor time and counted calls of one reading of one org, from dispatch to commit, in fleets of
 * several sizes, each org for the same number of slots; stores are in memory, orgs answer at once.
 */
public final class FlatCost {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final int MINUTES = 5;
  private static final int SLOTS = 4;
  private static final int LIMITS = 52;

  /** Most limits of an org stand still. */
  private static final int MOVING = 8;

  /** Sizes take turns, so that what else the machine does meets all of them. */
  private static final int TURNS = 5;

  private FlatCost() {}

  /** Runs the benchmark: the first argument is the number of readings, the others are sizes. */
  public static void main(String[] arguments) {
    int readings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40_000;
    int[] sizes =
        arguments.length > 1
            ? IntStream.range(1, arguments.length)
                .map(i -> Integer.parseInt(arguments[i]))
                .toArray()
            : new int[] {10, 100, 1_000, 10_000};
    measure(1_000, readings); // warms up
    Map<Integer, Figures> best = new LinkedHashMap<>();
    for (int turn = 0; turn < TURNS; turn++) {
      for (int size : sizes) {
        System.gc();
        best.merge(size, measure(size, readings), (a, b) -> a.micros() <= b.micros() ? a : b);
      }
    }
    System.out.println("orgs, readings, calls per reading, microseconds per reading, ratio");
    double first = best.values().iterator().next().micros();
    best.forEach(
        (size, figures) ->
            System.out.printf(
                "%d, %d, %.3f, %.1f, %.2f%n",
                size,
                figures.readings(),
                (double) figures.calls() / figures.readings(),
                figures.micros(),
                figures.micros() / first));
  }

  /**
   * What fleets of one size needed.
   *
   * @param micros processor time per reading
   */
  private record Figures(int readings, int calls, double micros) {}

  /** One fleet after another, each for {@link #SLOTS} slots, until there are enough readings. */
  private static Figures measure(int size, int readings) {
    int made = 0;
    int calls = 0;
    long before = processor();
    while (made < readings) {
      calls += run(size);
      made += size * SLOTS;
    }
    return new Figures(made, calls, (processor() - before) / 1e3 / made);
  }

  /** Returns the calls that a fleet made. */
  private static int run(int size) {
    List<Org> orgs = IntStream.range(0, size).mapToObj(i -> PollPorts.org("org-" + i)).toList();
    OrgDirectory directory = directory(orgs);
    Instant[] now = {START};
    InMemoryUsageHistory history = new InMemoryUsageHistory(() -> now[0], Duration.ofHours(4));
    AtomicInteger calls = new AtomicInteger();
    PollCycle cycle =
        new PollCycle(
            new PollCycle.Stores(
                directory, history, new InMemoryAlertStates(), PollPorts.fleet(List.of())),
            new PollCycle.Sources(
                (org, ledger) -> {
                  calls.addAndGet(ledger.takeCall() ? 1 : 0);
                  return new PollOutcome.Read(reading(org, now[0]));
                },
                PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> now[0],
            Duration.ofSeconds(50),
            new OrgRunner(64, 64));
    List<PollMessage> sent = new ArrayList<>();
    DispatchCycle dispatch = new DispatchCycle(directory, sent::addAll);
    for (int minute = 0; minute < SLOTS * MINUTES; minute++) {
      now[0] = START.plus(Duration.ofMinutes(minute));
      sent.clear();
      dispatch.dispatch(now[0]);
      for (PollMessage message : sent) {
        if (!cycle.poll(List.of(message)).getFirst().isSettled()) {
          throw new IllegalStateException("not settled");
        }
      }
    }
    return calls.get();
  }

  private static OrgDirectory directory(List<Org> orgs) {
    Map<OrgId, Org> byId = orgs.stream().collect(Collectors.toMap(Org::id, Function.identity()));
    return new OrgDirectory() {
      @Override
      public Optional<Org> find(OrgId id) {
        return Optional.ofNullable(byId.get(id));
      }

      @Override
      public List<Org> all() {
        return orgs;
      }
    };
  }

  private static Snapshot reading(Org org, Instant at) {
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    readings.put(LimitName.DAILY_API_REQUESTS, used(org, at, 0));
    for (int i = 1; i < LIMITS; i++) {
      readings.put(new LimitName("DailyLimitNumber" + i), used(org, at, i));
    }
    return new Snapshot(readings, true);
  }

  private static Reading used(Org org, Instant at, int limit) {
    long minute = limit < MOVING ? at.getEpochSecond() / 60 : 0;
    return Reading.ofUsed(
        Math.floorMod(org.id().hashCode() + limit * 7_919L, 20_000) + minute % 1_440, 100_000);
  }

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
