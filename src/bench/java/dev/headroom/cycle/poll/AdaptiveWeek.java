package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.fleet.Settings;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an adaptive interval saves, and how much later it finds alerts: the last seven days of each
 * trace, polled every five minutes and polled adaptively, after the days before them at five
 * minutes. Each limit is an org of its own, once as it is and once with several times its maximum.
 */
public final class AdaptiveWeek {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final int WEEK = 7 * 288;
  private static final int LEARNT = 14 * 288;
  private static final Duration NEAR = Duration.ofHours(1);

  private int readings;
  private int saved;
  private final Tally limits = new Tally();
  private final Tally silences = new Tally();

  /** Alerts of one kind, by how many minutes later the adaptive interval found them. */
  private static final class Tally {
    private final SortedMap<Long, Integer> delays = new TreeMap<>();
    private int alerts;
    private int notFound;
    private int others;

    String line() {
      return String.format(
          Locale.ROOT,
          "%d | %d | %d | %d | %d | %d | %d",
          alerts,
          count(Long.MIN_VALUE, 0),
          count(1, 5),
          count(6, 10),
          count(11, Long.MAX_VALUE),
          notFound,
          others);
    }

    private int count(long from, long to) {
      return delays.entrySet().stream()
          .filter(e -> e.getKey() >= from && e.getKey() <= to)
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  private AdaptiveWeek() {}

  /** A limit, slot by slot. */
  private record Limit(String trace, LimitName name, List<Instant> slots, List<Row> rows) {}

  /**
   * @param max negative if the poll was missed
   */
  private record Row(long used, long max) {}

  /** The org answers nothing; {@code to} is exclusive. */
  private record Outage(Instant from, Instant to) {}

  /** What got worse, and when. */
  private record Worse(Instant slot, AlertKey key, Severity severity) {}

  /** Arguments: folders of traces. */
  public static void main(String[] args) throws IOException {
    System.out.println(
        "| room | org-weeks | readings left out | alerts about | with 5 min | at once | 5 min later"
            + " | 10 min later | later | not found | others |");
    List<Limit> limits = new ArrayList<>();
    for (String folder : args) {
      limits.addAll(limits(Path.of(folder)));
    }
    for (int room : new int[] {1, 4}) {
      AdaptiveWeek week = new AdaptiveWeek();
      for (Limit limit : limits) {
        week.add(limit, room);
      }
      double left = 100.0 * week.saved / week.readings;
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %.1f %% | limits | %s |%n",
          room,
          limits.size(),
          left,
          week.limits.line());
      System.out.printf("| | | | orgs not reporting | %s |%n", week.silences.line());
    }
  }

  private void add(Limit limit, int room) {
    Polled fixed = new Polled(limit, room, false);
    Polled adaptive = new Polled(limit, room, true);
    readings += fixed.readings;
    saved += fixed.readings - adaptive.readings;
    List<Worse> found = new ArrayList<>(adaptive.worse);
    for (Worse alert : fixed.worse) {
      Tally tally = alert.key().rule().equals(Rule.NOT_REPORTING) ? silences : limits;
      tally.alerts++;
      Worse same =
          found.stream()
              .filter(w -> w.key().equals(alert.key()) && w.severity() == alert.severity())
              .filter(w -> distance(w, alert).compareTo(NEAR) <= 0)
              .min((a, b) -> distance(a, alert).compareTo(distance(b, alert)))
              .orElse(null);
      if (same == null) {
        tally.notFound++;
        System.err.printf("%s x%d: not found: %s%n", limit.trace(), room, alert);
        continue;
      }
      found.remove(same);
      long late = Duration.between(alert.slot(), same.slot()).toMinutes();
      tally.delays.merge(late, 1, Integer::sum);
      if (late > 5) {
        System.err.printf("%s x%d: %d minutes later: %s%n", limit.trace(), room, late, alert);
      }
    }
    for (Worse alert : found) {
      (alert.key().rule().equals(Rule.NOT_REPORTING) ? silences : limits).others++;
    }
  }

  private static Duration distance(Worse one, Worse other) {
    return Duration.between(one.slot(), other.slot()).abs();
  }

  private static List<Limit> limits(Path folder) throws IOException {
    List<Limit> limits = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("traces.csv")).stream().skip(1).toList()) {
      String[] x = line.split(",", -1);
      if (x[3].equals("300")) {
        limits.add(limit(x[0], new LimitName(x[1]), folder.resolve(x[0] + ".csv.gz")));
      }
    }
    return limits;
  }

  private static Limit limit(String trace, LimitName name, Path file) throws IOException {
    List<Instant> slots = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] x = line.split(",", -1);
        slots.add(Instant.parse(x[0].replace("Z", ":00Z")));
        rows.add(
            x[1].isEmpty() ? new Row(0, -1) : new Row(Long.parseLong(x[1]), Long.parseLong(x[2])));
      }
    }
    return new Limit(trace, name, slots, rows);
  }

  /** A week of polls. */
  private static final class Polled {
    private final List<Outage> outages = new ArrayList<>();
    private @Nullable Reading reading;
    private final List<Worse> worse = new ArrayList<>();
    private int readings;
    private Instant slot = Instant.EPOCH;

    Polled(Limit limit, int room, boolean adaptive) {
      int weekFrom = limit.slots().size() - WEEK;
      Instant from = limit.slots().get(weekFrom);
      // One outage in each half of the week, of five minutes to two hours.
      Random random = new Random(limit.trace().hashCode());
      for (int half = 0; half < 2; half++) {
        Instant at = from.plus(FIVE.multipliedBy(half * WEEK / 2 + random.nextInt(WEEK / 2 - 30)));
        outages.add(new Outage(at, at.plus(FIVE.multipliedBy(1 + random.nextInt(24)))));
      }
      Org org = PollPorts.org(limit.trace());
      List<Org> fleet = new ArrayList<>(List.of(org));
      InMemoryAlertStates states = new InMemoryAlertStates();
      InMemoryUsageHistory history = new InMemoryUsageHistory(() -> slot, Duration.ofDays(30));
      PollCycle cycle =
          new PollCycle(
              new PollCycle.Stores(
                  PollPorts.directory(fleet),
                  history,
                  states,
                  PollPorts.fleetWith(new Settings(1, List.of(), Map.of(), List.of()))),
              new PollCycle.Sources((of, allowance) -> answer(limit.name()), PollPorts.PROFILES),
              new PollCycle.Judging(
                  PollPorts.CATALOGUE,
                  new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                  PollPorts.JUDGES),
              new SlotObservers(List.of()),
              () -> slot,
              Duration.ofSeconds(30),
              new OrgRunner(1));
      for (int i = Math.max(0, weekFrom - LEARNT); i < limit.slots().size(); i++) {
        slot = limit.slots().get(i);
        Row row = limit.rows().get(i);
        if (row.max() < 0) {
          continue;
        }
        reading = Reading.ofUsed(row.used(), row.max() * room);
        boolean counted = i >= weekFrom;
        if (i == weekFrom && adaptive) {
          fleet.set(0, org.adaptive());
        }
        PollMessage message = new PollMessage(slot, List.of(org.id())).asScheduled();
        Result result = cycle.poll(List.of(message)).getFirst().orgs().getFirst().result();
        if (counted && (result instanceof Result.Read || result instanceof Result.Unread)) {
          readings++;
        }
      }
      for (InMemoryAlertStates.Told told : states.outbox(org.id())) {
        Transition one = told.transition();
        boolean isWorse = one instanceof Transition.Opened || one instanceof Transition.Escalated;
        if (isWorse && !one.evidence().slot().isBefore(from)) {
          worse.add(new Worse(one.evidence().slot(), one.key(), one.episode().severity()));
        }
      }
    }

    private PollOutcome answer(LimitName limit) {
      boolean out =
          outages.stream().anyMatch(o -> !slot.isBefore(o.from()) && slot.isBefore(o.to()));
      return reading == null || out
          ? new PollOutcome.Failed(FailureKind.SERVER, "503", "Wait.")
          : new PollOutcome.Read(new Snapshot(new TreeMap<>(Map.of(limit, reading)), true));
    }
  }
}
