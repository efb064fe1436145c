package dev.headroom.local.web;

import dev.headroom.history.Series;
import dev.headroom.limits.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a chart shows, as a table.
 *
 * @param back the page with the chart
 * @param every what a line stands for, in words
 * @param lines newest first
 */
public record NumbersPage(
    String org,
    String limit,
    String label,
    String back,
    String every,
    List<Cells.Choice> ranges,
    List<Line> lines) {

  private static final int MAX_RAW_LINES = 300;

  /** One reading. */
  public record Line(Cells.Moment at, String used, String max, String percent) {}

  static NumbersPage of(
      String org,
      String label,
      Series series,
      OrgPage.Range range,
      List<Cells.Choice> ranges,
      Instant now) {
    String limit = series.limit().value();
    boolean raw = series.points().size() <= MAX_RAW_LINES;
    List<Line> lines = new ArrayList<>();
    for (Series.Point point : raw ? series.points() : highestOfEachHour(series)) {
      lines.add(line(point, now));
    }
    Collections.reverse(lines);
    return new NumbersPage(
        org,
        limit,
        label,
        "/orgs/" + org + "?limit=" + Words.encoded(limit) + "&range=" + range.word + "#chart",
        raw ? "every reading" : "the highest reading of each hour",
        ranges,
        lines);
  }

  private static List<Series.Point> highestOfEachHour(Series series) {
    List<Series.Point> highest = new ArrayList<>();
    long hour = Long.MIN_VALUE;
    for (Series.Point point : series.points()) {
      long at = Math.floorDiv(point.at().getEpochSecond(), Duration.ofHours(1).toSeconds());
      int last = highest.size() - 1;
      if (at != hour) {
        highest.add(point);
        hour = at;
      } else if (point.reading().used() > highest.get(last).reading().used()) {
        highest.set(last, point);
      }
    }
    return highest;
  }

  private static Line line(Series.Point point, Instant now) {
    Reading reading = point.reading();
    return new Line(
        Cells.Moment.of(point.at(), now),
        Words.number(reading.used()),
        reading.isUncapped() ? "no cap" : Words.number(reading.max()),
        reading.usedPercent().isPresent()
            ? Words.percent(reading.usedPercent().getAsDouble())
            : "–");
  }
}
