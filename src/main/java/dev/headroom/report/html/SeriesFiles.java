package dev.headroom.report.html;

import dev.headroom.limits.LimitName;
import dev.headroom.report.TimeRange;
import java.time.Instant;
import java.util.List;

/** Where what a chart shows is as a file. */
final class SeriesFiles {
  private SeriesFiles() {}

  /**
   * Returns a link to each kind of file.
   *
   * @param path of the org's page
   */
  static List<Cells.Choice> of(String path, LimitName limit, OrgPage.Range range, Instant now) {
    TimeRange shown = TimeRange.before(now, range.length);
    String query =
        "?limit=%s&from=%s&resolution=%s"
            .formatted(
                Cells.encoded(limit.value()),
                Cells.encoded(range.resolution().startOf(shown.from()).toString()),
                range.resolution().word());
    return List.of(
        new Cells.Choice("CSV", "/api" + path + "/series.csv" + query, false),
        new Cells.Choice("JSON", "/api" + path + "/series" + query, false));
  }
}
