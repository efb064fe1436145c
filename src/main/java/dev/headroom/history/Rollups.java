package dev.headroom.history;

import dev.headroom.limits.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How readings become hours, and hours days. */
public final class Rollups {
  /**
   * The longest time between two readings across which an increase is counted. An org may be read
   * once an hour; then one reading may be missed.
   */
  public static final Duration MAX_STEP = Duration.ofHours(2);

  private Rollups() {}

  /**
   * Returns the hours of one limit. The increase to the first reading is not known, so whoever
   * needs the arrivals of an hour gives the readings of {@link #MAX_STEP} before it too.
   *
   * @param points ascending
   */
  public static List<RolledSeries.Point> hours(List<Series.Point> points) {
    List<RolledSeries.Point> readings = new ArrayList<>();
    Series.Point before = null;
    for (Series.Point point : points) {
      long used = point.reading().used();
      long arrived = 0;
      if (before != null
          && Duration.between(before.at(), point.at()).compareTo(MAX_STEP) <= 0
          && used > before.reading().used()) {
        arrived = Math.min(Reading.LARGEST, used - before.reading().used());
      }
      readings.add(
          new RolledSeries.Point(
              point.at(), new LimitRollup(point.reading(), used, used, arrived, 1)));
      before = point;
    }
    return joined(readings, Resolution.HOUR);
  }

  /**
   * Returns the days of one limit.
   *
   * @param hours ascending
   */
  public static List<RolledSeries.Point> days(List<RolledSeries.Point> hours) {
    return joined(hours, Resolution.DAY);
  }

  private static List<RolledSeries.Point> joined(
      List<RolledSeries.Point> points, Resolution resolution) {
    List<RolledSeries.Point> joined = new ArrayList<>();
    for (RolledSeries.Point point : points) {
      Instant start = resolution.startOf(point.at());
      RolledSeries.Point last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.at().equals(start)) {
        joined.set(
            joined.size() - 1, new RolledSeries.Point(start, last.rollup().and(point.rollup())));
      } else {
        joined.add(new RolledSeries.Point(start, point.rollup()));
      }
    }
    return joined;
  }
}
