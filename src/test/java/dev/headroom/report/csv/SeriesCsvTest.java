package dev.headroom.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.report.SeriesView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesCsvTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

  @Test
  void whatDoesNotApplyIsEmptyAndNumbersStayNumbers() {
    Reading over = new Reading(100, 150);
    assertThat(rows(Resolution.RAW, "MassEmail", new SeriesView.Point(AT, over, null)))
        .containsExactly("acme-prod,MassEmail,raw,2026-11-25T10:00:00Z,-50,100,-50.0,,,,");
    assertThat(
            rows(
                Resolution.RAW,
                "MassEmail",
                new SeriesView.Point(AT, Reading.ofUsed(3, Reading.UNLIMITED), null)))
        .containsExactly("acme-prod,MassEmail,raw,2026-11-25T10:00:00Z,3,999999999,,,,,");
  }

  @Test
  void anHourHasAllItsFigures() {
    Reading last = Reading.ofUsed(25, 100);
    assertThat(
            rows(
                Resolution.HOUR,
                "MassEmail",
                new SeriesView.Point(AT, last, new LimitRollup(last, 10, 30, 22, 12))))
        .containsExactly("acme-prod,MassEmail,hour,2026-11-25T10:00:00Z,25,100,25.0,10,30,22,12");
  }

  /** Apps choose the names of their limits. */
  @Test
  void aNameThatASpreadsheetWouldComputeIsText() {
    assertThat(
            rows(
                Resolution.RAW,
                "=HYPERLINK(1)",
                new SeriesView.Point(AT, new Reading(10, 5), null)))
        .containsExactly("acme-prod,'=HYPERLINK(1),raw,2026-11-25T10:00:00Z,5,10,50.0,,,,");
  }

  private static List<String> rows(Resolution resolution, String limit, SeriesView.Point point) {
    return SeriesCsv.of(ORG, new SeriesView(new LimitName(limit), resolution, List.of(point)))
        .lines()
        .skip(1)
        .toList();
  }
}
