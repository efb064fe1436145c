package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the demo's visitors are shown of the stories' limits is worded no surer than it turns out.
 */
class DemoForecastsTest {
  private static final Instant START = Instant.parse("2026-11-25T16:00:00Z");
  private static final int SLOT = 15;
  private static final int DAY = 24 * 60;
  private static final long FIRST = -5L * DAY;
  private static final long LAST = 6L * DAY;

  private record Said(long minute, double share, Projection projection) {}

  @Test
  void nothingIsCalledVeryLikelyThatStaysFarFromItsLimitNorLikelyThatFalls() {
    for (SimulatedOrg org : DemoFleet.startingAt(START).orgs()) {
      for (SimulatedLimit limit : org.limits()) {
        List<Said> all = said(limit, LAST);
        for (Said s : all) {
          if (!(s.projection() instanceof Projection.Exhausting e)) {
            continue;
          }
          String what = "%s %s at %d: %s".formatted(org.id(), limit.name(), s.minute(), e);
          if (e.probability() >= 0.9) {
            assertThat(peak(all, s.minute(), s.minute() + 7 * DAY)).as(what).isGreaterThan(0.9);
          }
          if (e.grounds() instanceof Grounds.UsualCourse u
              && u.peak() < u.used()
              && u.used() < 0.97) {
            assertThat(e.probability()).as("it falls: " + what).isLessThan(0.5);
          }
        }
      }
    }
  }

  @Test
  void aNightThatPeaksFarBelowItsLimitIsAtMostATossUp() {
    SimulatedLimit calls = limit("acme-erp", "HourlyPublishedPlatformEvents");
    for (Said s : said(calls, LAST)) {
      assertThat(s.projection().probability() > 0.6 && s.share() < 1)
          .as("at %d: %s", s.minute(), s.projection())
          .isFalse();
    }
  }

  @Test
  void reliefAtTheCapIsNoLongerStatedAfterWrongEstimates() {
    List<Relief> reliefs =
        said(limit("globex-lab", "DailyApiRequests"), LAST).stream()
            .flatMap(s -> s.projection() instanceof Projection.Exhausted e ? Stream.of(e) : null)
            .map(Projection.Exhausted::relief)
            .toList();
    assertThat(reliefs)
        .anyMatch(r -> r instanceof Relief.NotKnown n && n.reason() == Relief.Reason.REFILLED)
        .noneMatch(r -> r.wrongSoFar() > 4);
  }

  private static double peak(List<Said> all, long from, long to) {
    return all.stream()
        .filter(s -> s.minute() >= from && s.minute() <= to)
        .mapToDouble(Said::share)
        .max()
        .orElse(1);
  }

  private static SimulatedLimit limit(String org, String name) {
    return DemoFleet.startingAt(START).orgs().stream()
        .filter(o -> o.id().equals(org))
        .flatMap(o -> o.limits().stream())
        .filter(l -> l.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Said> said(SimulatedLimit limit, long last) {
    List<Said> all = new ArrayList<>();
    if (limit.max() <= 0 || limit.max() == 999_999_999) {
      return all;
    }
    Forecaster forecaster =
        new Forecaster(new CsvLimitCatalogue().describe(new LimitName(limit.name())).window());
    long start = Orgs.minute(START);
    for (long minute = FIRST; minute < last; minute += SLOT) {
      long used = limit.usage().at(start + minute);
      if (limit.overrun() != SimulatedLimit.Overrun.NEGATIVE) {
        used = Math.min(used, limit.max());
      }
      Instant at = START.plus(Duration.ofMinutes(minute));
      all.add(
          new Said(
              minute,
              (double) used / limit.max(),
              forecaster.next(at, Reading.ofUsed(used, limit.max()))));
    }
    return all;
  }
}
