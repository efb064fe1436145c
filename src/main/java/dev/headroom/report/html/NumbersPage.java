package dev.headroom.report.html;

import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.report.SeriesView;
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
 * @param rolled whether lines stand for hours or days, with their lowest and highest
 * @param files where the same is as a file
 * @param lines newest first
 */
@RegisterForReflection
public record NumbersPage(
    String org,
    String limit,
    String label,
    String back,
    String every,
    boolean rolled,
    List<Cells.Choice> ranges,
    List<Cells.Choice> files,
    List<Line> lines) {

  private static final int MAX_RAW_LINES = 300;

  /**
   * One reading, hour or day.
   *
   * @param lowest used in the hour or day; empty of a reading, as are the next two
   */
  @RegisterForReflection
  public record Line(
      Cells.Moment at,
      String used,
      String lowest,
      String highest,
      String arrived,
      String max,
      String percent) {}

  static NumbersPage of(
      String org,
      String label,
      SeriesView series,
      OrgPage.Range range,
      List<Cells.Choice> ranges,
      Instant now) {
    String limit = series.limit().value();
    boolean rolled = series.resolution() != Resolution.RAW;
    boolean whole = rolled || series.points().size() <= MAX_RAW_LINES;
    List<Line> lines = new ArrayList<>();
    for (SeriesView.Point point : whole ? series.points() : highestOfEachHour(series)) {
      lines.add(line(point, now));
    }
    Collections.reverse(lines);
    return new NumbersPage(
        org,
        limit,
        label,
        "/orgs/" + org + "?limit=" + Cells.encoded(limit) + "&range=" + range.word + "#chart",
        switch (series.resolution()) {
          case RAW -> whole ? "every reading" : "the highest reading of each hour";
          case HOUR -> "hours of UTC, by their beginning";
          case DAY -> "days of UTC, by their beginning";
        },
        rolled,
        ranges,
        SeriesFiles.of("/orgs/" + org, series.limit(), range, now),
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

  private static List<SeriesView.Point> highestOfEachHour(SeriesView series) {
    List<SeriesView.Point> highest = new ArrayList<>();
    long hour = Long.MIN_VALUE;
    for (SeriesView.Point point : series.points()) {
      long at = Math.floorDiv(point.at().getEpochSecond(), Duration.ofHours(1).toSeconds());
      int last = highest.size() - 1;
      if (at != hour) {
        highest.add(point);
        hour = at;
      } else if (point.last().used() > highest.get(last).last().used()) {
        highest.set(last, point);
      }
    }
    return highest;
  }

  private static Line line(SeriesView.Point point, Instant now) {
    Reading last = point.last();
    LimitRollup rollup = point.rollup();
    return new Line(
        Cells.Moment.of(point.at(), now),
        Figures.number(last.used()),
        rollup == null ? "" : Figures.number(rollup.min()),
        rollup == null ? "" : Figures.number(rollup.max()),
        rollup == null ? "" : Figures.number(rollup.arrivals()),
        last.isUncapped() ? "no cap" : Figures.number(last.max()),
        last.usedPercent().isPresent() ? Figures.percent(last.usedPercent().getAsDouble()) : "–");
  }
}
