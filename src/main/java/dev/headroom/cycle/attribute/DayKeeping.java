package dev.headroom.cycle.attribute;

import dev.headroom.cycle.attribute.AttributeCycle.Stores;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Spend;
import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs.LogsRead;
import dev.headroom.usage.CounterReading;
import dev.headroom.usage.DayBooks;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.KeptCalls;
import dev.headroom.usage.NamedIntegration;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.Memory;
import dev.headroom.usage.UsageStore.OpenDay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores the days whose calls are in the files of one run. */
final class DayKeeping {
  /** How long after its last calls a day may get more: late rows, files that are issued again. */
  private static final Duration OPEN = Duration.ofDays(4);

  /** A day's daily file exists two days after the day's beginning, if there is one at all. */
  private static final int FILE_IS_THERE = 2;

  /** How many days back a gap is recorded at most. */
  private static final int MAX_GAP = 30;

  private static final LimitName COUNTER = new LimitName("DailyApiRequests");

  private final UsageStore usage;
  private final Stores stores;
  private final OrgId id;
  private final Instant at;
  private final Map<LocalDate, Optional<StoredDay>> before = new HashMap<>();

  DayKeeping(Stores stores, OrgId org, Instant at) {
    this.usage = stores.usage();
    this.stores = stores;
    this.id = org;
    this.at = at;
  }

  /** A day to be stored. */
  private record Kept(StoredDay day, Optional<DayGroups> groups) {}

  /**
   * Stores what was read. The list of files read is stored with the last of the days.
   *
   * @return how many days; empty if another run has stored something in the meantime
   */
  Optional<Integer> keep(Memory memory, LogsRead read, CallLog log) {
    SortedMap<LocalDate, OpenDay> open = new TreeMap<>(memory.open());
    open.values().removeIf(day -> day.until().isBefore(at));
    Set<LocalDate> touched = log.days();
    if (touched.isEmpty()
        && read.readings().isEmpty()
        && read.files().equals(memory.files())
        && !isGapDue(memory)) {
      return Optional.of(0);
    }
    Map<LocalDate, Boolean> whole = load(touched, open, log);
    IntegrationRegistry registry = usage.registry(id);
    Map<LocalDate, Kept> days = new TreeMap<>();
    for (LocalDate day : touched) {
      CallLog.Span span = CallLog.Span.of(day);
      Attribution attribution = Attribution.of(log, named(), registry.without(day), span);
      Optional<DayUsage> found = found(log, attribution, span);
      if (found.isPresent() && isBetter(day, found.get(), whole.getOrDefault(day, true))) {
        registry = attribution.registry();
        days.put(
            day,
            new Kept(
                day(day, read, log, found.get(), attribution),
                Optional.of(DayGroups.of(found.get(), attribution))));
        List<Long> parts = new ArrayList<>(partsOf(open, day));
        KeptCalls.pack(log, day, part -> parts.add(usage.keep(id, day, part, at.plus(OPEN))));
        open.put(day, new OpenDay(parts, at.plus(OPEN)));
      }
    }
    withoutCalls(read, log, days);
    explained(days);
    Optional<LocalDate> told = gaps(memory, days);
    boolean hourly = hourly(memory, read, days);
    Memory last = new Memory(memory.version(), read.files(), open, hourly, told);
    // Before the save, which a lost run repeats: afterwards nobody would note it any more.
    if (hourly != memory.hourly()) {
      usage.noteHourly(id, hourly);
    }
    if (!save(memory, last, registry, List.copyOf(days.values()))) {
      return Optional.empty();
    }
    return Optional.of(days.size());
  }

  /** Stores a batch at a time; the files count as read with the last one. */
  private boolean save(Memory memory, Memory last, IntegrationRegistry registry, List<Kept> days) {
    long version = memory.version();
    SortedMap<LocalDate, OpenDay> open = new TreeMap<>(memory.open());
    for (int from = 0; true; from += UsageStore.MAX_DAYS) {
      int to = Math.min(days.size(), from + UsageStore.MAX_DAYS);
      List<Kept> some = days.subList(from, to);
      boolean done = to == days.size();
      for (Kept kept : some) {
        OpenDay parts = last.open().get(kept.day.day());
        if (parts != null) {
          open.put(kept.day.day(), parts);
        }
      }
      Memory next =
          new Memory(
              version++,
              done ? last.files() : memory.files(),
              done ? last.open() : open,
              done ? last.hourly() : memory.hourly(),
              done ? last.told() : memory.told());
      if (!usage.save(
          id,
          next,
          registry,
          some.stream().map(Kept::day).toList(),
          some.stream().flatMap(k -> k.groups().stream()).toList())) {
        return false;
      }
      if (done) {
        return true;
      }
    }
  }

  /**
   * Adds to the log what earlier files had for these days; returns for each whether that is
   * complete.
   */
  private Map<LocalDate, Boolean> load(
      Set<LocalDate> days, SortedMap<LocalDate, OpenDay> open, CallLog log) {
    Map<LocalDate, Boolean> whole = new LinkedHashMap<>();
    for (LocalDate day : days) {
      Optional<List<byte[]>> parts = usage.kept(id, day, partsOf(open, day));
      whole.put(day, open.containsKey(day) && parts.isPresent());
      if (parts.isEmpty()) {
        open.remove(day);
      }
      for (byte[] part : parts.orElse(List.of())) {
        try {
          KeptCalls.unpack(part, log);
        } catch (IOException e) {
          throw new IllegalStateException("calls of " + id + " of " + day + " are damaged", e);
        }
      }
    }
    return whole;
  }

  private static List<Long> partsOf(SortedMap<LocalDate, OpenDay> open, LocalDate day) {
    OpenDay there = open.get(day);
    return there == null ? List.of() : there.parts();
  }

  /** Calls that come late for a closed day replace the stored ones only if there are more. */
  private boolean isBetter(LocalDate day, DayUsage found, boolean whole) {
    return whole
        || stored(day)
            .filter(there -> there.source().answers())
            .map(there -> found.counted() + found.uncounted() > calls(there))
            .orElse(true);
  }

  private static long calls(StoredDay day) {
    return day.counted() + day.uncounted();
  }

  private static Optional<DayUsage> found(CallLog log, Attribution attribution, CallLog.Span span) {
    List<DayUsage> found = new ArrayList<>(1);
    DayBooks.write(log, attribution, span, found::add);
    return found.stream().findFirst();
  }

  private List<NamedIntegration> named() {
    return stores.fleet().settings().integrations().stream().map(rule -> rule.in(id)).toList();
  }

  /** Returns the day as stored before this run. */
  private Optional<StoredDay> stored(LocalDate day) {
    return before.computeIfAbsent(day, d -> usage.days(id, d, d).stream().findFirst());
  }

  private StoredDay day(
      LocalDate day, LogsRead read, CallLog log, DayUsage usageOfDay, Attribution attribution) {
    List<StoredDay.File> files = files(day, read, log);
    Optional<CounterReading> end = counter(day);
    DaySource source = source(day, files, end);
    return StoredDay.of(
        source,
        usageOfDay,
        Unexplained.of(source, usageOfDay, end, isNextRead(day, read)),
        files,
        attribution);
  }

  /** Returns the files that earlier runs read for the day, and those of this one. */
  private List<StoredDay.File> files(LocalDate day, LogsRead read, CallLog log) {
    Map<String, StoredDay.File> files = new LinkedHashMap<>();
    stored(day).ifPresent(d -> d.files().forEach(f -> files.put(f.reading().file().id(), f)));
    for (FileReading reading : read.readings()) {
      EventLogFile file = reading.file();
      if (file.logDate().equals(day)) {
        int fresh = reading.number() > CallLog.KEPT ? log.fresh(reading.number()) : 0;
        StoredDay.File earlier = files.get(file.id());
        files.put(
            file.id(),
            new StoredDay.File(reading, fresh + (earlier == null ? 0 : earlier.newRows())));
      }
    }
    return List.copyOf(files.values());
  }

  private static DaySource source(
      LocalDate day, List<StoredDay.File> files, Optional<CounterReading> end) {
    return DaySource.of(
        day,
        files.stream().map(StoredDay.File::reading).toList(),
        end.isPresent() ? OptionalLong.of(end.get().used()) : OptionalLong.empty());
  }

  private Optional<CounterReading> counter(LocalDate day) {
    Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<CounterReading> readings =
        stores
            .history()
            .raw(
                id,
                COUNTER,
                midnight.minus(CounterReading.MAX_DISTANCE),
                midnight.plus(CounterReading.MAX_DISTANCE).plusSeconds(1))
            .points()
            .stream()
            .map(p -> new CounterReading(p.at(), p.reading().used()))
            .toList();
    return CounterReading.atEndOf(day, readings);
  }

  private boolean isNextRead(LocalDate day, LogsRead read) {
    LocalDate next = day.plusDays(1);
    return read.readings().stream()
            .anyMatch(r -> r.answers() && r.file().hasCalls() && r.file().logDate().equals(next))
        || stored(next).filter(d -> d.source().answers()).isPresent();
  }

  /**
   * Adds days whose files were read and had no calls: unknown, unless the counter says there were
   * none.
   */
  private void withoutCalls(LogsRead read, CallLog log, Map<LocalDate, Kept> days) {
    for (FileReading reading : read.readings()) {
      LocalDate day = reading.file().logDate();
      if (reading.file().hasCalls() && !days.containsKey(day)) {
        List<StoredDay.File> files = files(day, read, log);
        Optional<StoredDay> known = stored(day).filter(d -> d.source().answers());
        days.put(
            day,
            new Kept(
                known
                    .map(d -> d.with(source(day, files, counter(day)), files))
                    .orElseGet(() -> empty(day, files)),
                known.flatMap(d -> usage.groups(id, day))));
      }
    }
  }

  private StoredDay empty(LocalDate day, List<StoredDay.File> files) {
    Optional<CounterReading> end = counter(day);
    DaySource source = source(day, files, end);
    DayUsage none = new DayUsage(day, 0, 0, List.of(), List.of(), List.of());
    return new StoredDay(
        day, source, 0, 0, Unexplained.of(source, none, end, false), files, List.of(), List.of());
  }

  /** Reconsiders days that were unexplained because the next day's file had not been read. */
  private void explained(Map<LocalDate, Kept> days) {
    for (LocalDate next : List.copyOf(days.keySet())) {
      LocalDate day = next.minusDays(1);
      if (!days.containsKey(day)) {
        stored(day)
            .filter(
                d ->
                    d.unexplained().reasons().stream()
                        .anyMatch(r -> r.kind() == Unexplained.Kind.LATE_ROWS))
            .ifPresent(
                d ->
                    days.put(
                        day,
                        new Kept(
                            d.with(Unexplained.of(d.source(), d.usage(), counter(day), true)),
                            usage.groups(id, day))));
      }
    }
  }

  private boolean isGapDue(Memory memory) {
    return memory.told().isPresent()
        && memory.told().get().isBefore(Spend.dayOf(at).minusDays(FILE_IS_THERE + 1));
  }

  /** Records days that have no file; returns the day up to which that is done. */
  private Optional<LocalDate> gaps(Memory memory, Map<LocalDate, Kept> days) {
    LocalDate due = Spend.dayOf(at).minusDays(FILE_IS_THERE);
    Optional<LocalDate> first =
        memory.told().isPresent()
            ? memory.told().map(day -> day.plusDays(1))
            : days.keySet().stream().findFirst();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (first.get().isAfter(due)) {
      return first.map(day -> day.minusDays(1));
    }
    LocalDate from =
        first.get().isBefore(due.minusDays(MAX_GAP)) ? due.minusDays(MAX_GAP) : first.get();
    List<LocalDate> there = usage.days(id, from, due).stream().map(StoredDay::day).toList();
    for (LocalDate day = from; !day.isAfter(due); day = day.plusDays(1)) {
      if (!there.contains(day) && !days.containsKey(day)) {
        days.put(day, new Kept(empty(day, List.of()), Optional.empty()));
      }
    }
    return Optional.of(due);
  }

  /**
   * Returns whether the org has hourly files: a daily file shows it, by whether its day had any.
   */
  private static boolean hourly(Memory memory, LogsRead read, Map<LocalDate, Kept> days) {
    boolean hourly = memory.hourly();
    for (FileReading reading : read.readings()) {
      EventLogFile file = reading.file();
      Kept kept = days.get(file.logDate());
      if (file.interval() == EventLogFile.Interval.HOURLY) {
        hourly = true;
      } else if (file.hasCalls() && reading.answers() && kept != null) {
        hourly = kept.day.source().hourly();
      }
    }
    return hourly;
  }
}
