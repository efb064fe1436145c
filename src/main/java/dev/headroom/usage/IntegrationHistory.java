package dev.headroom.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The calls of one integration, day by day.
 *
 * @param id its id
 * @param name what a person would call it, from its newest day
 * @param identifiedBy how it was distinguished
 * @param days its calls, for days that have any
 * @param trend their trend
 */
public record IntegrationHistory(
    String id,
    String name,
    String identifiedBy,
    SortedMap<LocalDate, DayUsage.Share> days,
    Trend trend) {
  private static final Comparator<IntegrationHistory> LARGEST_FIRST =
      Comparator.comparingLong(IntegrationHistory::calls)
          .reversed()
          .thenComparing(IntegrationHistory::id);

  public IntegrationHistory {
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /**
   * Returns every integration with calls on these days, the largest first. Unknown days are left
   * out of every trend.
   *
   * @param days in order
   */
  public static List<IntegrationHistory> of(List<StoredDay> days) {
    Map<String, SortedMap<LocalDate, StoredDay.Part>> parts = new LinkedHashMap<>();
    for (StoredDay day : days) {
      if (day.source().answers()) {
        for (StoredDay.Part part : day.parts()) {
          parts.computeIfAbsent(part.id(), k -> new TreeMap<>()).put(day.day(), part);
        }
      }
    }
    List<LocalDate> known = known(days);
    List<IntegrationHistory> all = new ArrayList<>();
    parts.forEach((id, own) -> all.add(of(id, own, known)));
    all.sort(LARGEST_FIRST);
    return all;
  }

  /** Returns the days whose calls are known. */
  static List<LocalDate> known(List<StoredDay> days) {
    return days.stream().filter(d -> d.source().answers()).map(StoredDay::day).toList();
  }

  private static IntegrationHistory of(
      String id, SortedMap<LocalDate, StoredDay.Part> parts, List<LocalDate> known) {
    SortedMap<LocalDate, DayUsage.Share> shares = new TreeMap<>();
    long[] calls = new long[known.size()];
    Map<String, long[]> resources = new HashMap<>();
    for (int i = 0; i < calls.length; i++) {
      StoredDay.Part part = parts.get(known.get(i));
      calls[i] = part == null ? Growth.NONE : part.share().calls();
      if (part != null) {
        shares.put(known.get(i), part.share());
        for (DayUsage.ResourceCalls r : part.share().resources()) {
          long[] of = resources.computeIfAbsent(r.resource(), k -> none(known.size()));
          of[i] = Math.max(0, of[i]) + r.calls();
        }
      }
    }
    StoredDay.Part newest = parts.lastEntry().getValue();
    return new IntegrationHistory(
        id,
        newest.name(),
        newest.identifiedBy(),
        shares,
        Trend.of(known, calls, resources.values()));
  }

  private static long[] none(int days) {
    long[] counts = new long[days];
    Arrays.fill(counts, Growth.NONE);
    return counts;
  }

  /** Returns the counted calls of all these days. */
  public long calls() {
    return days.values().stream().mapToLong(DayUsage.Share::calls).sum();
  }

  /** Returns the counted calls from one day to another, both inclusive. */
  public long callsBetween(LocalDate from, LocalDate to) {
    return days.subMap(from, to.plusDays(1)).values().stream()
        .mapToLong(DayUsage.Share::calls)
        .sum();
  }

  /** Returns the counted calls of {@code day}; 0 if it has none. */
  public long callsOn(LocalDate day) {
    DayUsage.Share share = days.get(day);
    return share == null ? 0 : share.calls();
  }

  /** Returns whether it still calls: it has not stopped. */
  public boolean isGoingOn() {
    return trend.status() != Trend.Status.STOPPED;
  }
}
