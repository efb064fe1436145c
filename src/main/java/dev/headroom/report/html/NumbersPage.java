package dev.headroom.report.html;

import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The data of a chart, as a table.
 *
 * @param back the page with the chart
 * @param every what a line stands for, in words
 * @param lines newest first
 */
@RegisterForReflection
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
  @RegisterForReflection
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
        "/orgs/" + org + "?limit=" + Cells.encoded(limit) + "&range=" + range.word + "#chart",
        raw ? "every reading" : "the highest reading of each hour",
        ranges,
        lines);
  }

  /** Returns the ranges to choose from. */
  static List<Cells.Choice> ranges(String id, LimitName limit, OrgPage.Range chosen) {
    return Arrays.stream(OrgPage.Range.values())
        .map(
            r ->
                new Cells.Choice(
                    r.word,
                    "/orgs/%s/numbers?limit=%s&range=%s"
                        .formatted(id, Cells.encoded(limit.value()), r.word),
                    r == chosen))
        .toList();
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
        Figures.number(reading.used()),
        reading.isUncapped() ? "no cap" : Figures.number(reading.max()),
        reading.usedPercent().isPresent()
            ? Figures.percent(reading.usedPercent().getAsDouble())
            : "–");
  }
}
