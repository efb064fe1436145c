package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hours and days of an org's limits: what is stored, and after the newest stored day what its
 * samples come to, so that the newest hour is as new as the newest reading and nothing is missing
 * before the first rollup. An hour or day that has not ended covers what was read so far.
 */
public final class RolledHistory {
  /** Times beyond these hold no readings, and could not be reckoned with. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  private final UsageHistory samples;
  private final RollupStore rollups;

  /** Reads from these. */
  public RolledHistory(UsageHistory samples, RollupStore rollups) {
    this.samples = samples;
    this.rollups = rollups;
  }

  /** Returns the store of the samples. */
  public UsageHistory samples() {
    return samples;
  }

  /**
   * Returns the hours or days of one limit that begin in a period, ascending.
   *
   * @param resolution hour or day
   * @param first inclusive
   * @param end exclusive
   */
  public RolledSeries series(
      OrgId org, LimitName limit, Resolution resolution, Instant first, Instant end) {
    Instant from = later(first, EARLIEST);
    Instant to = earlier(end, LATEST);
    Instant unstored = unstored(org, from);
    List<RolledSeries.Point> points = new ArrayList<>();
    if (unstored.isAfter(from)) {
      points.addAll(rollups.series(org, limit, resolution, from, earlier(unstored, to)).points());
    }
    if (unstored.isBefore(to)) {
      Series raw = samples.raw(org, limit, unstored.minus(Rollups.MAX_STEP), end(resolution, to));
      points.addAll(rolled(raw.points(), resolution, later(unstored, from), to));
    }
    return new RolledSeries(limit, resolution, points);
  }

  /** Returns the same of all limits; an hour or day without a reading is left out. */
  public List<Rollup> rollups(OrgId org, Resolution resolution, Instant first, Instant end) {
    Instant from = later(first, EARLIEST);
    Instant to = earlier(end, LATEST);
    Instant unstored = unstored(org, from);
    List<Rollup> all = new ArrayList<>();
    if (unstored.isAfter(from)) {
      all.addAll(rollups.rollups(org, resolution, from, earlier(unstored, to)));
    }
    if (unstored.isBefore(to)) {
      all.addAll(
          rolledUp(
              samples.samples(org, unstored.minus(Rollups.MAX_STEP), end(resolution, to)),
              resolution,
              later(unstored, from),
              to));
    }
    return all;
  }

  /** Returns the beginning of the first day that is not stored, not before that of {@code from}. */
  private Instant unstored(OrgId org, Instant from) {
    Optional<LocalDate> newest = rollups.newest(org);
    Instant start = Resolution.DAY.startOf(from);
    if (newest.isEmpty()) {
      return start;
    }
    return later(start, newest.get().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static List<RolledSeries.Point> rolled(
      List<Series.Point> points, Resolution resolution, Instant from, Instant to) {
    List<RolledSeries.Point> hours = Rollups.hours(points);
    return (resolution == Resolution.DAY ? Rollups.days(hours) : hours)
        .stream().filter(p -> !p.at().isBefore(from) && p.at().isBefore(to)).toList();
  }

  private static List<Rollup> rolledUp(
      List<Sample> samples, Resolution resolution, Instant from, Instant to) {
    SortedMap<LimitName, List<Series.Point>> read = RolledDay.byLimit(samples);
    SortedMap<Instant, SortedMap<LimitName, LimitRollup>> rolled = new TreeMap<>();
    read.forEach(
        (limit, points) -> {
          for (RolledSeries.Point point : rolled(points, resolution, from, to)) {
            rolled.computeIfAbsent(point.at(), at -> new TreeMap<>()).put(limit, point.rollup());
          }
        });
    return rolled.entrySet().stream().map(e -> new Rollup(e.getKey(), e.getValue())).toList();
  }

  /** Returns the end of the hour or day in which {@code to} lies: its last one is read whole. */
  private static Instant end(Resolution resolution, Instant to) {
    Instant start = resolution.startOf(to);
    return start.equals(to) ? to : start.plus(resolution.length());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
