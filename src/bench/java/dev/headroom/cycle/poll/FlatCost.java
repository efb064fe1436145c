package dev.headroom.cycle.poll;

import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Processor time and counted calls of one reading of one org, from dispatch to commit, in fleets of
 * several sizes, each org for the same number of slots; rows are packed and kept in a map, orgs
 * answer at once.
 */
public final class FlatCost {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final int MINUTES = 5;
  private static final int SLOTS = 12;

  /** In these, forecasts begin. */
  private static final int FIRST_SLOTS = 4;

  private static final int LIMITS = 52;

  private static final List<LimitName> NAMES =
      Stream.concat(
              Stream.of(LimitName.DAILY_API_REQUESTS),
              IntStream.range(1, LIMITS).mapToObj(i -> new LimitName("DailyLimitNumber" + i)))
          .toList();

  /** Most limits of an org stand still. */
  private static final int MOVING = 8;

  /** Sizes take turns, so that what else the machine does meets all of them. */
  private static final int TURNS = 3;

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
  private record Figures(int readings, int calls, double micros) {
    Figures and(Figures other) {
      int both = readings + other.readings;
      return new Figures(
          both, calls + other.calls, (micros * readings + other.micros * other.readings) / both);
    }
  }

  /** One fleet after another until there are enough readings. */
  private static Figures measure(int size, int readings) {
    Figures all = new Figures(0, 0, 0);
    while (all.readings() < readings) {
      all = all.and(run(size));
    }
    return all;
  }

  /** What a fleet needs once its first readings have been made. */
  private static Figures run(int size) {
    List<Org> orgs = IntStream.range(0, size).mapToObj(i -> PollPorts.org("org-" + i)).toList();
    OrgDirectory directory = PackedStores.directory(orgs);
    Instant[] now = {START};
    PackedStores stores = new PackedStores(() -> now[0]);
    AtomicInteger calls = new AtomicInteger();
    PollCycle cycle =
        new PollCycle(
            new PollCycle.Stores(
                directory, stores.history(), stores.states(), PollPorts.fleet(List.of())),
            new PollCycle.Sources(
                (org, ledger) -> {
                  calls.addAndGet(ledger.takeCall() ? 1 : 0);
                  return new PollOutcome.Read(reading(org, now[0]));
                },
                PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), stores.history(), PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> now[0],
            Duration.ofSeconds(50),
            new OrgRunner(64, 64));
    List<PollMessage> sent = new ArrayList<>();
    DispatchCycle dispatch = new DispatchCycle(directory, sent::addAll);
    long before = 0;
    int made = 0;
    for (int minute = 0; minute < (FIRST_SLOTS + SLOTS) * MINUTES; minute++) {
      if (minute == FIRST_SLOTS * MINUTES) {
        before = processor();
        calls.set(0);
        made = 0;
      }
      now[0] = START.plus(Duration.ofMinutes(minute));
      sent.clear();
      dispatch.dispatch(now[0]);
      for (PollMessage message : sent) {
        if (!cycle.poll(List.of(message)).getFirst().isSettled()) {
          throw new IllegalStateException("not settled");
        }
        made += message.orgs().size();
      }
    }
    return new Figures(made, calls.get(), (processor() - before) / 1e3 / made);
  }

  private static Snapshot reading(Org org, Instant at) {
    LimitMap.Builder<Reading> readings = LimitMap.builder(LIMITS);
    for (int i = 0; i < LIMITS; i++) {
      readings.put(NAMES.get(i), used(org, at, i));
    }
    return new Snapshot(readings.build(), true);
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
