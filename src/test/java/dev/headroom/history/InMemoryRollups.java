package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rollups that end with their test; none expires. */
public final class InMemoryRollups implements RollupStore {
  private final Map<OrgId, SortedMap<LocalDate, RolledDay>> days = new HashMap<>();

  /** Every day that was put, in that order. */
  public final List<RolledDay> put = new ArrayList<>();

  /** Makes it as new. */
  public synchronized void forgetAll() {
    days.clear();
    put.clear();
  }

  @Override
  public synchronized void put(OrgId org, RolledDay day) {
    put.add(day);
    days.computeIfAbsent(org, o -> new TreeMap<>()).put(day.day(), day);
  }

  @Override
  public synchronized Optional<LocalDate> newest(OrgId org) {
    SortedMap<LocalDate, RolledDay> own = days.getOrDefault(org, new TreeMap<>());
    return own.isEmpty() ? Optional.empty() : Optional.of(own.lastKey());
  }

  @Override
  public synchronized RolledSeries series(
      OrgId org, LimitName limit, Resolution resolution, Instant from, Instant to) {
    List<RolledSeries.Point> points = new ArrayList<>();
    for (RolledDay day : days.getOrDefault(org, new TreeMap<>()).values()) {
      List<RolledSeries.Point> hours = day.hours().getOrDefault(limit, List.of());
      (resolution == Resolution.DAY ? Rollups.days(hours) : hours)
          .stream().filter(p -> !p.at().isBefore(from) && p.at().isBefore(to)).forEach(points::add);
    }
    return new RolledSeries(limit, resolution, points);
  }

  @Override
  public synchronized List<Rollup> rollups(
      OrgId org, Resolution resolution, Instant from, Instant to) {
    SortedMap<Instant, SortedMap<LimitName, LimitRollup>> all = new TreeMap<>();
    for (RolledDay day : days.getOrDefault(org, new TreeMap<>()).values()) {
      for (LimitName limit : day.hours().keySet()) {
        for (RolledSeries.Point point : series(org, limit, resolution, from, to).points()) {
          all.computeIfAbsent(point.at(), at -> new TreeMap<>()).put(limit, point.rollup());
        }
      }
    }
    return all.entrySet().stream().map(e -> new Rollup(e.getKey(), e.getValue())).toList();
  }
}
