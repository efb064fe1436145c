package dev.headroom.report.html;

import dev.headroom.alert.Levels;
import dev.headroom.history.LimitRollup;
import dev.headroom.limits.Reading;
import dev.headroom.report.LimitView;
import dev.headroom.report.SeriesView;
import dev.headroom.report.TimeRange;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The hours of some days as a chart that needs no script, with its data.
 *
 * @param width of the drawing, in its own units; {@code height} likewise
 * @param attention the height of the line at which an attention opens; {@code escalation} likewise
 * @param line the last reading of each hour, as the path of an SVG; broken where hours have none
 * @param range from the lowest to the highest of each hour; empty if there is none
 * @param about what the chart shows, in words
 * @param rows the same, the newest first
 */
@RegisterForReflection
public record PastDays(
    String label,
    int days,
    int width,
    int height,
    int attention,
    int escalation,
    String line,
    String range,
    String about,
    List<Row> rows) {
  /** How many days are shown. */
  static final int DAYS = 7;

  private static final int STEP = 5;
  private static final int WIDTH = DAYS * 24 * STEP;
  private static final int HEIGHT = 180;
  private static final double ROOM = 1.05;

  /** An hour with readings. */
  @RegisterForReflection
  public record Row(
      String iso, String at, String used, String lowest, String highest, String max) {}

  /** Returns the hours that are shown at {@code now}: whole ones, and the one that has begun. */
  static TimeRange shown(Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    return TimeRange.before(end, Duration.ofDays(DAYS));
  }

  /**
   * Returns the chart of a limit.
   *
   * @param series its hours in {@code shown}
   */
  static PastDays of(LimitView limit, SeriesView series, TimeRange shown) {
    Levels levels = limit.levels();
    Reading known = limit.lastKnown();
    long allowed = known == null || known.isUncapped() ? 1 : Math.max(1, known.max());
    long highest = 1;
    for (SeriesView.Point point : series.points()) {
      Reading last = point.last();
      allowed = last.isUncapped() ? allowed : Math.max(allowed, last.max());
      highest = Math.max(highest, highest(point));
    }
    double scale = HEIGHT / (Math.max(allowed, highest) * ROOM);
    StringBuilder line = new StringBuilder();
    StringBuilder range = new StringBuilder();
    List<Row> rows = new ArrayList<>();
    long before = Long.MIN_VALUE;
    for (SeriesView.Point point : series.points()) {
      long hour = Duration.between(shown.from(), point.at()).toHours();
      long x = hour * STEP;
      line.append(hour == before + 1 ? 'L' : 'M').append(x).append(' ');
      line.append(y(point.last().used(), scale)).append('h').append(STEP);
      int top = y(highest(point), scale);
      int bottom = y(lowest(point), scale);
      range.append('M').append(x).append(' ').append(top).append('h').append(STEP);
      range.append('V').append(bottom).append('h').append(-STEP).append('z');
      rows.addFirst(row(point));
      before = hour;
    }
    String label = Figures.label(limit.info());
    return new PastDays(
        label,
        DAYS,
        WIDTH,
        HEIGHT,
        y((long) (allowed * levels.attention() / 100), scale),
        y((long) (allowed * levels.escalation() / 100), scale),
        line.toString(),
        range.toString(),
        about(shown, series.points().size()),
        rows);
  }

  private static String about(TimeRange shown, int known) {
    long hours = Duration.between(shown.from(), shown.to()).toHours();
    return "From %s to %s UTC: the last reading of each hour, shaded from its lowest to its highest. Dashed: where alerts open and escalate.%s"
        .formatted(
            Figures.clock(shown.from()),
            Figures.clock(shown.to()),
            known == hours
                ? ""
                : " %d of %d hours have no readings: usage is unknown."
                    .formatted(hours - known, hours));
  }

  private static Row row(SeriesView.Point point) {
    Reading last = point.last();
    return new Row(
        point.at().toString(),
        Figures.clock(point.at()),
        Figures.number(last.used()),
        Figures.number(lowest(point)),
        Figures.number(highest(point)),
        last.isUncapped() ? "no cap" : Figures.number(last.max()));
  }

  private static long lowest(SeriesView.Point point) {
    LimitRollup rollup = point.rollup();
    return rollup == null ? point.last().used() : rollup.min();
  }

  private static long highest(SeriesView.Point point) {
    LimitRollup rollup = point.rollup();
    return rollup == null ? point.last().used() : rollup.max();
  }

  private static int y(long used, double scale) {
    return (int) Math.round(HEIGHT - used * scale);
  }
}
