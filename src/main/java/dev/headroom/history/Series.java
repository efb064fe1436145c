package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.List;

/**
 * The points of one limit, ascending by time. A slot without a reading has no point: it is not
 * zero.
 */
public record Series(LimitName limit, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /**
   * One reading.
   *
   * @param at the slot
   */
  public record Point(Instant at, Reading reading) {}
}
