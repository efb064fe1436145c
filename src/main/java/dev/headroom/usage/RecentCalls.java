package dev.headroom.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counted calls of each integration in the last 24 hours whose calls are known. They end with the
 * last whole day if the org has only daily event log files, and with the last hour that was read if
 * it has hourly ones.
 *
 * @param until when these 24 hours end
 * @param byIntegration by id; 0 for one that made calls shortly before, but none in these hours
 */
public record RecentCalls(Instant until, SortedMap<String, Long> byIntegration) {
  /**
   * Days before today that are looked at: a daily file exists two days after its day began. What
   * ended before them is no longer recent.
   */
  public static final int DAYS_BACK = 2;

  /** Integrations beyond this number are one, {@link StoredDay#OTHERS}, the smallest first. */
  public static final int MAX_INTEGRATIONS = 50;

  public RecentCalls {
    byIntegration = Collections.unmodifiableSortedMap(new TreeMap<>(byIntegration));
  }

  /**
   * Returns what {@code days} have; empty if they have nothing, or if part of the 24 hours is not
   * known: a sum that lacks calls is no sum.
   *
   * @param days today and {@link #DAYS_BACK} days before it, as far as they are stored
   */
  public static Optional<RecentCalls> of(List<StoredDay> days) {
    CallHours hours = CallHours.of(days);
    long until = hours.until();
    if (until == Long.MIN_VALUE) {
      return Optional.empty();
    }
    Map<Long, StoredDay> byDay =
        days.stream().collect(Collectors.toMap(d -> d.day().toEpochDay(), d -> d));
    for (long hour = until - CallHours.DAY; hour < until; hour++) {
      StoredDay day = byDay.get(Math.floorDiv(hour, (long) CallHours.DAY));
      if (day == null || isPartial(day) || !hours.knows(hour)) {
        return Optional.empty();
      }
    }
    CallHours.Window window = CallHours.Window.of(until - CallHours.DAY, until);
    Map<String, Long> sums = new TreeMap<>();
    hours.integrations().forEach(id -> sums.put(id, Math.round(hours.sum(id, window, 0))));
    return Optional.of(new RecentCalls(Instant.ofEpochSecond(3_600 * until), largest(sums)));
  }

  /** Returns the first of the days to look at. */
  public static LocalDate from(LocalDate today) {
    return today.minusDays(DAYS_BACK);
  }

  private static boolean isPartial(StoredDay day) {
    return day.source().knowledge() != DaySource.Knowledge.KNOWN;
  }

  private static SortedMap<String, Long> largest(Map<String, Long> sums) {
    Map<String, Long> kept = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            e -> {
              boolean own = kept.size() < MAX_INTEGRATIONS || kept.containsKey(e.getKey());
              kept.merge(own ? e.getKey() : StoredDay.OTHERS, e.getValue(), Long::sum);
            });
    return new TreeMap<>(kept);
  }
}
