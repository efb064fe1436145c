package dev.headroom.report;

import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledSeries;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of one limit, ascending by time. A time without a reading has no point: it is not
 * zero.
 *
 * @param resolution what a point stands for
 */
public record SeriesView(LimitName limit, Resolution resolution, List<Point> points) {
  public SeriesView {
    points = List.copyOf(points);
  }

  /**
   * A reading, hour or day.
   *
   * @param at the slot, or the beginning of the hour or day
   * @param last the reading, or the newest one of the hour or day
   * @param rollup what the hour or day comes to; null for a reading
   */
  public record Point(Instant at, Reading last, @Nullable LimitRollup rollup) {}

  /** Returns the view of readings. */
  public static SeriesView of(Series series) {
    return new SeriesView(
        series.limit(),
        Resolution.RAW,
        series.points().stream().map(p -> new Point(p.at(), p.reading(), null)).toList());
  }

  /** Returns the view of hours or days. */
  public static SeriesView of(RolledSeries series) {
    return new SeriesView(
        series.limit(),
        series.resolution(),
        series.points().stream()
            .map(p -> new Point(p.at(), p.rollup().last(), p.rollup()))
            .toList());
  }
}
