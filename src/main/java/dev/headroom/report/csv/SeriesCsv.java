package dev.headroom.report.csv;

import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.SeriesView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The course of limits for a spreadsheet, a row for each limit and reading, hour or day. What is
 * not known or does not apply is an empty cell.
 */
public final class SeriesCsv {
  private final Sheet sheet =
      new Sheet(
          "org",
          "limit",
          "resolution",
          "time",
          "used",
          "max",
          "usedPercent",
          "usedMin",
          "usedMax",
          "arrivals",
          "readings");

  private SeriesCsv() {}

  /** Returns the file of one limit. */
  public static String of(OrgId org, SeriesView series) {
    SeriesCsv csv = new SeriesCsv();
    for (SeriesView.Point point : series.points()) {
      csv.row(org, series.limit(), series.resolution(), point.at(), point.last(), point.rollup());
    }
    return csv.sheet.text();
  }

  /** Returns the file of a page of an org's limits, by time and limit. */
  public static String of(SamplesReport.Page page) {
    SeriesCsv csv = new SeriesCsv();
    for (SamplesReport.Row row : page.rows()) {
      row.limits()
          .forEach(
              (limit, value) ->
                  csv.row(
                      page.org(),
                      limit,
                      page.resolution(),
                      row.at(),
                      value.last(),
                      value.rollup()));
    }
    return csv.sheet.text();
  }

  private void row(
      OrgId org,
      LimitName limit,
      Resolution resolution,
      Instant at,
      Reading last,
      @Nullable LimitRollup rollup) {
    sheet.row(
        org.value(),
        limit.value(),
        resolution.word(),
        at,
        last.used(),
        last.max(),
        last.usedPercent().isPresent() ? last.usedPercent().getAsDouble() : "",
        rollup == null ? "" : rollup.min(),
        rollup == null ? "" : rollup.max(),
        rollup == null ? "" : rollup.arrivals(),
        rollup == null ? "" : rollup.readings());
  }
}
