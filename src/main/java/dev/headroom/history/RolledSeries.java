package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.List;

/**
 * The hours or days of one limit, ascending by time. One without a reading of the limit has no
 * point: it is not zero.
 *
 * @param resolution hour or day
 */
public record RolledSeries(LimitName limit, Resolution resolution, List<Point> points) {
  public RolledSeries {
    points = List.copyOf(points);
  }

  /**
   * One hour or day.
   *
   * @param at its beginning
   */
  public record Point(Instant at, LimitRollup rollup) {}
}
