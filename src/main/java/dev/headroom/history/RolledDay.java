package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An org's day of UTC, rolled up: what is stored at once.
 *
 * @param hours of each limit that was read in it, ascending; a limit that was not is absent
 */
public record RolledDay(LocalDate day, SortedMap<LimitName, List<RolledSeries.Point>> hours) {
  public RolledDay {
    SortedMap<LimitName, List<RolledSeries.Point>> copy = new TreeMap<>();
    hours.forEach((limit, points) -> copy.put(limit, List.copyOf(points)));
    hours = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Rolls a day up.
   *
   * @param samples of that day, and those before it from which its first increases are counted;
   *     ascending
   */
  public static RolledDay of(LocalDate day, List<Sample> samples) {
    SortedMap<LimitName, List<Series.Point>> read = byLimit(samples);
    SortedMap<LimitName, List<RolledSeries.Point>> hours = new TreeMap<>();
    for (Map.Entry<LimitName, List<Series.Point>> limit : read.entrySet()) {
      List<RolledSeries.Point> own =
          Rollups.hours(limit.getValue()).stream()
              .filter(hour -> day.equals(LocalDate.ofInstant(hour.at(), ZoneOffset.UTC)))
              .toList();
      if (!own.isEmpty()) {
        hours.put(limit.getKey(), own);
      }
    }
    return new RolledDay(day, hours);
  }

  /** Returns the readings of each limit, ascending as the samples are. */
  static SortedMap<LimitName, List<Series.Point>> byLimit(List<Sample> samples) {
    SortedMap<LimitName, List<Series.Point>> read = new TreeMap<>();
    for (Sample sample : samples) {
      sample
          .snapshot()
          .readings()
          .forEach(
              (limit, reading) ->
                  read.computeIfAbsent(limit, l -> new ArrayList<>())
                      .add(new Series.Point(sample.slot(), reading)));
    }
    return read;
  }

  /** Returns the whole day of each limit. */
  public SortedMap<LimitName, LimitRollup> limits() {
    SortedMap<LimitName, LimitRollup> limits = new TreeMap<>();
    hours.forEach((limit, points) -> limits.put(limit, Rollups.days(points).getFirst().rollup()));
    return limits;
  }
}
