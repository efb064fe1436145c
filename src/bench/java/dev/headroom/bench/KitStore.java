package dev.headroom.bench;

import dev.headroom.org.OrgId;
import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CounterReading;
import dev.headroom.usage.DayBooks;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.NamedIntegration;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Stores the usage of a kit's org, with the code that reads logs in production. */
public final class KitStore {
  private KitStore() {}

  /**
   * Reads the event log files of {@code kitOrg} in the folder {@code logs} and saves its days as
   * those of {@code org}.
   *
   * @param rules the names given in the manifest
   * @return calls that the org may make in 24 hours
   */
  public static long fill(
      UsageStore store, OrgId org, Path logs, String kitOrg, List<IntegrationRule> rules)
      throws IOException {
    Path folder = logs.resolve(kitOrg);
    KitLimits limits = KitLimits.in(folder);
    List<NamedIntegration> named = rules.stream().map(rule -> rule.in(org)).toList();
    Path spill = Files.createTempDirectory("calls");
    try (CallLog log = new CallLog(spill)) {
      List<FileReading> readings = new EventLogReader(log).read(KitFiles.in(folder));
      Attribution attribution = Attribution.of(log, named);
      Map<LocalDate, DayUsage> usages = new HashMap<>();
      DayBooks.write(log, attribution, usage -> usages.put(usage.day(), usage));
      List<StoredDay> days = new ArrayList<>();
      List<DayGroups> groups = new ArrayList<>();
      for (LocalDate day : days(logs, kitOrg)) {
        DayUsage usage =
            usages.getOrDefault(day, new DayUsage(day, 0, 0, List.of(), List.of(), List.of()));
        days.add(day(log, usage, readings, limits, attribution));
        groups.add(DayGroups.of(usage, attribution));
      }
      for (int at = 0; at < days.size(); at += UsageStore.MAX_DAYS) {
        int end = Math.min(days.size(), at + UsageStore.MAX_DAYS);
        if (!store.save(
            org,
            store.memory(org),
            attribution.registry(),
            days.subList(at, end),
            groups.subList(at, end))) {
          throw new IllegalStateException("another run saved the usage of " + org);
        }
      }
    } finally {
      Files.deleteIfExists(spill);
    }
    return limits.max();
  }

  private static List<LocalDate> days(Path logs, String kitOrg) throws IOException {
    return Files.readAllLines(logs.resolve("orgs.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(row -> row[0].equals(kitOrg))
        .map(Attribute.KitPeriod::new)
        .findFirst()
        .orElseThrow()
        .days();
  }

  private static StoredDay day(
      CallLog log,
      DayUsage usage,
      List<FileReading> readings,
      KitLimits limits,
      Attribution attribution) {
    LocalDate day = usage.day();
    List<StoredDay.File> files =
        readings.stream()
            .filter(r -> r.file().logDate().equals(day))
            .map(r -> new StoredDay.File(r, r.file().hasCalls() ? log.fresh(r.number()) : 0))
            .toList();
    Optional<CounterReading> end = CounterReading.atEndOf(day, limits.readings());
    OptionalLong used = end.isPresent() ? OptionalLong.of(end.get().used()) : OptionalLong.empty();
    DaySource source = DaySource.of(day, readings, used);
    boolean next =
        readings.stream().anyMatch(r -> r.answers() && r.file().logDate().equals(day.plusDays(1)));
    return StoredDay.of(
        source, usage, Unexplained.of(source, usage, end, next), files, attribution);
  }
}
