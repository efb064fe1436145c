package dev.headroom.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.limits.LimitName;
import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.Caller;
import dev.headroom.usage.CounterReading;
import dev.headroom.usage.DayBooks;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Suspects;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks, at each exhaustion of DailyApiRequests in a kit with a truth, who is behind it: once with
 * hourly files up to 40 minutes before it, as if Event Monitoring were licensed, and once with the
 * daily files that were there. Right is who the same question names when every call up to then is
 * known, by the integrations of the truth.
 */
public final class Culprits {
  private static final Duration HOURLY_AGE = Duration.ofMinutes(40);
  private static final LimitName API = LimitName.DAILY_API_REQUESTS;

  private final Attribute.KitPeriod period;
  private final KitLimits limits;
  private final CallLog log;
  private final List<FileReading> readings;
  private final Truth truth;
  private final Map<LocalDate, StoredDay> days = new TreeMap<>();
  private final Map<LocalDate, IntegrationRegistry> before = new HashMap<>();

  private Culprits(
      Attribute.KitPeriod period,
      KitLimits limits,
      CallLog log,
      List<FileReading> readings,
      Truth truth) {
    this.period = period;
    this.limits = limits;
    this.log = log;
    this.readings = readings;
    this.truth = truth;
  }

  /** Takes the folder that has {@code logs} and {@code truth}, and ids of orgs if not all. */
  public static void main(String[] args) throws IOException {
    Path kit = Path.of(args[0]);
    List<String> only = List.of(args).subList(1, args.length);
    Map<String, int[]> all = new TreeMap<>();
    for (String line : Files.readAllLines(kit.resolve("logs/orgs.csv"))) {
      String[] org = line.split(",", -1);
      if (!org[0].equals("org") && (only.isEmpty() || only.contains(org[0]))) {
        org(kit, new Attribute.KitPeriod(org), all);
      }
    }
    all.forEach(
        (name, n) ->
            System.out.printf("all %s: %d of %d right, %d so based%n", name, n[0], n[1], n[2]));
  }

  private static void org(Path kit, Attribute.KitPeriod period, Map<String, int[]> all)
      throws IOException {
    Path from = kit.resolve("logs").resolve(period.org());
    KitLimits limits = KitLimits.in(from);
    List<CounterReading> exhausted = exhausted(limits);
    if (exhausted.isEmpty()) {
      return;
    }
    Path spill = Files.createTempDirectory("calls");
    try (CallLog log = new CallLog(spill)) {
      List<FileReading> readings = new EventLogReader(log).read(KitFiles.in(from));
      Truth truth = Truth.in(kit.resolve("truth").resolve(period.org()), log);
      Culprits culprits = new Culprits(period, limits, log, readings, truth);
      culprits.attribute();
      exhausted.forEach(reading -> culprits.ask(reading, all));
    } finally {
      Files.deleteIfExists(spill);
    }
  }

  /** The readings that are the first at the maximum. */
  private static List<CounterReading> exhausted(KitLimits limits) {
    List<CounterReading> first = new ArrayList<>();
    boolean above = true;
    for (CounterReading reading : limits.readings()) {
      boolean now = reading.used() >= limits.max();
      if (now && !above) {
        first.add(reading);
      }
      above = now;
    }
    return first;
  }

  private void attribute() {
    IntegrationRegistry registry = IntegrationRegistry.NONE;
    for (LocalDate day : period.days()) {
      before.put(day, registry);
      Attribution attribution = Attribution.of(log, List.of(), registry, CallLog.Span.of(day));
      stored(day, attribution, CallLog.Span.of(day), false)
          .filter(d -> d.source().answers())
          .ifPresent(d -> days.put(day, d));
      registry = attribution.registry();
    }
  }

  private Optional<StoredDay> stored(
      LocalDate day, Attribution attribution, CallLog.Span span, boolean hourly) {
    List<DayUsage> found = new ArrayList<>();
    DayBooks.write(log, attribution, span, found::add);
    Optional<CounterReading> end = CounterReading.atEndOf(day, limits.readings());
    DaySource source =
        hourly
            ? new DaySource(day, DaySource.Knowledge.KNOWN, false, true, List.of())
            : DaySource.of(day, readings, OptionalLong.empty());
    truth.learn(found, attribution);
    return found.stream()
        .map(
            usage ->
                StoredDay.of(
                    source,
                    usage,
                    Unexplained.of(source, usage, hourly ? Optional.empty() : end, true),
                    List.of(),
                    attribution))
        .findFirst();
  }

  private void ask(CounterReading reading, Map<String, int[]> all) {
    Instant slot = reading.at();
    List<Culprit> right = named(reading, truth.days(slot));
    if (right.isEmpty()) {
      return;
    }
    String first = right.getFirst().integration();
    count(all, "hourly", first, named(reading, hourly(slot)), slot);
    count(all, "daily", first, named(reading, daily(slot)), slot);
  }

  private static List<Culprit> named(CounterReading reading, List<StoredDay> known) {
    return Suspects.of(API, reading.at(), OptionalLong.of(reading.used()), known).culprits();
  }

  private void count(
      Map<String, int[]> all, String mode, String right, List<Culprit> named, Instant slot) {
    Basis wanted = mode.equals("hourly") ? Basis.MEASURED : Basis.LIKELY;
    @Nullable Culprit first = named.isEmpty() ? null : named.getFirst();
    String found = first == null ? "nobody" : truth.of(first.integration());
    int[] n = all.computeIfAbsent(mode, k -> new int[3]);
    n[0] += found.equals(right) ? 1 : 0;
    n[1]++;
    n[2] += first != null && first.basis() == wanted ? 1 : 0;
    System.out.printf(
        "%s %s %s: named %s (%s), right is %s%n",
        period.org(), slot, mode, found, first == null ? "-" : first.basis().word(), right);
  }

  private List<StoredDay> hourly(Instant slot) {
    LocalDate today = LocalDate.ofInstant(slot, ZoneOffset.UTC);
    List<StoredDay> known = new ArrayList<>(before(today));
    Instant until = slot.minus(HOURLY_AGE).truncatedTo(ChronoUnit.HOURS);
    Instant begin = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    if (until.isAfter(begin)) {
      CallLog.Span span = new CallLog.Span(begin.toEpochMilli(), until.toEpochMilli());
      Attribution attribution =
          Attribution.of(
              log, List.of(), before.getOrDefault(today, IntegrationRegistry.NONE), span);
      stored(today, attribution, span, true).ifPresent(known::add);
    }
    return known;
  }

  /** Days whose daily file was there. */
  private List<StoredDay> daily(Instant slot) {
    return before(LocalDate.ofInstant(slot, ZoneOffset.UTC)).stream()
        .filter(
            d ->
                readings.stream()
                    .anyMatch(
                        r ->
                            r.answers()
                                && r.file().hasCalls()
                                && r.file().interval() == EventLogFile.Interval.DAILY
                                && r.file().logDate().equals(d.day())
                                && !r.file().created().isAfter(slot)))
        .toList();
  }

  private List<StoredDay> before(LocalDate today) {
    return days.values().stream().filter(d -> d.day().isBefore(today)).toList();
  }

  /** Who really made the calls. */
  private static final class Truth {
    private final Map<String, String> byGroup = new HashMap<>();
    private final Map<String, Map<Long, long[]>> hours = new TreeMap<>();
    private final Map<String, Map<String, Long>> meant = new HashMap<>();

    static Truth in(Path folder, CallLog log) throws IOException {
      Truth truth = new Truth();
      JsonNode json = new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
      for (var day : json.path("groups").properties()) {
        for (JsonNode group : day.getValue()) {
          String key = day.getKey();
          for (int i = 0; i < 7; i++) {
            key += "\n" + group.path(i).asText();
          }
          String most = "";
          long calls = 0;
          for (var of : group.path(7).properties()) {
            most = of.getValue().asLong() > calls ? of.getKey() : most;
            calls = Math.max(calls, of.getValue().asLong());
          }
          truth.byGroup.put(key, most);
        }
      }
      log.forEach(
          call -> {
            if (call.counted()) {
              long day = Math.floorDiv(call.time(), 86_400_000L);
              String who =
                  truth.of(
                      LocalDate.ofEpochDay(day),
                      log.caller(call.caller()),
                      log.endpoint(call.endpoint()).family());
              truth.hours.computeIfAbsent(who, k -> new TreeMap<>())
                  .computeIfAbsent(day, k -> new long[24])[
                  (int) (Math.floorMod(call.time(), 86_400_000L) / 3_600_000)]++;
            }
          });
      return truth;
    }

    private String of(LocalDate day, Caller c, String family) {
      return byGroup.getOrDefault(
          String.join(
              "\n",
              day.toString(),
              c.appId(),
              c.appName(),
              c.client(),
              c.user(),
              c.address(),
              family,
              c.version()),
          "?");
    }

    /** What an id that was attributed stands for: whoever made most of its calls. */
    String of(String id) {
      return meant.getOrDefault(id, Map.of()).entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse("?");
    }

    void learn(List<DayUsage> usage, Attribution attribution) {
      for (DayUsage day : usage) {
        for (DayUsage.Group group : day.groups()) {
          meant
              .computeIfAbsent(
                  attribution.integrations().get(group.integration()).id(), k -> new HashMap<>())
              .merge(of(day.day(), group.caller(), group.family()), group.calls(), Long::sum);
        }
      }
    }

    /** All calls up to the hour of a slot, by who made them. */
    List<StoredDay> days(Instant slot) {
      LocalDate today = LocalDate.ofInstant(slot, ZoneOffset.UTC);
      TreeSet<Long> all = new TreeSet<>();
      hours.values().forEach(of -> all.addAll(of.keySet()));
      List<StoredDay> known = new ArrayList<>();
      for (long day : all.headSet(today.toEpochDay(), true)) {
        boolean last = day == today.toEpochDay();
        int until = last ? slot.atZone(ZoneOffset.UTC).getHour() + 1 : 24;
        known.add(day(LocalDate.ofEpochDay(day), until));
      }
      return known;
    }

    private StoredDay day(LocalDate day, int until) {
      List<StoredDay.Part> parts = new ArrayList<>();
      long counted = 0;
      for (var who : hours.entrySet()) {
        long[] of = who.getValue().getOrDefault(day.toEpochDay(), new long[24]);
        List<Long> list = new ArrayList<>(Collections.nCopies(24, 0L));
        long calls = 0;
        for (int h = 0; h < until; h++) {
          list.set(h, of[h]);
          calls += of[h];
        }
        counted += calls;
        parts.add(
            new StoredDay.Part(
                who.getKey(),
                who.getKey(),
                "truth",
                new DayUsage.Share(0, calls, list, Map.of(), 0, List.of(), 1, 1, new TreeSet<>())));
      }
      boolean whole = until == 24;
      DaySource source = new DaySource(day, DaySource.Knowledge.KNOWN, whole, !whole, List.of());
      Unexplained none = new Unexplained(OptionalLong.empty(), OptionalLong.empty(), List.of());
      return new StoredDay(day, source, counted, 0, none, List.of(), parts, List.of());
    }
  }
}
