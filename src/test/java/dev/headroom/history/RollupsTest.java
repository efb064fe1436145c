package dev.headroom.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName MAILS = new LimitName("MassEmail");

  @Test
  void anHourHasItsLowestHighestLastAndWhatArrived() {
    assertThat(Rollups.hours(readings(NOON, 50, 70, 40, 45, 45)))
        .containsExactly(
            new RolledSeries.Point(
                NOON, new LimitRollup(Reading.ofUsed(45, 1_000), 40, 70, 20 + 5, 5)));
  }

  @Test
  void anIncreaseBelongsToTheHourOfTheLaterReading() {
    Instant before = NOON.minus(Duration.ofMinutes(5));
    assertThat(Rollups.hours(readings(before, 10, 30, 35)))
        .extracting(p -> p.at() + " " + p.rollup().arrivals())
        .containsExactly("2026-11-25T11:00:00Z 0", "2026-11-25T12:00:00Z 25");
  }

  @Test
  void aResetIsNoArrivalAndTakesNothingAway() {
    assertThat(Rollups.hours(readings(NOON, 900, 950, 0, 20)).getFirst().rollup().arrivals())
        .isEqualTo(50 + 20);
  }

  @Test
  void nothingIsCountedAcrossALongGap() {
    List<Series.Point> points = new ArrayList<>(readings(NOON, 10));
    points.addAll(readings(NOON.plus(Rollups.MAX_STEP), 30));
    assertThat(Rollups.hours(points)).last().extracting(p -> p.rollup().arrivals()).isEqualTo(20L);
    points = new ArrayList<>(readings(NOON, 10));
    points.addAll(readings(NOON.plus(Rollups.MAX_STEP).plusSeconds(1), 30));
    assertThat(Rollups.hours(points)).last().extracting(p -> p.rollup().arrivals()).isEqualTo(0L);
  }

  @Test
  void anHourWithoutReadingsIsAbsent() {
    List<Series.Point> points = new ArrayList<>(readings(NOON, 10));
    points.addAll(readings(NOON.plus(Duration.ofHours(3)), 10));
    assertThat(Rollups.hours(points))
        .extracting(RolledSeries.Point::at)
        .containsExactly(NOON, NOON.plus(Duration.ofHours(3)));
  }

  @Test
  void aDayIsWhatItsHoursComeTo() {
    List<Series.Point> points = new ArrayList<>(readings(NOON, 10, 20));
    points.addAll(readings(NOON.plus(Duration.ofHours(1)), 5, 90, 60));
    points.addAll(readings(NOON.plus(Duration.ofHours(13)), 7));
    assertThat(Rollups.days(Rollups.hours(points)))
        .containsExactly(
            new RolledSeries.Point(
                Instant.parse("2026-11-25T00:00:00Z"),
                new LimitRollup(Reading.ofUsed(60, 1_000), 5, 90, 10 + 85, 5)),
            new RolledSeries.Point(
                Instant.parse("2026-11-26T00:00:00Z"),
                new LimitRollup(Reading.ofUsed(7, 1_000), 7, 7, 0, 1)));
  }

  @Test
  void aLimitThatNoSampleHasIsNotInTheDay() {
    List<Sample> samples =
        List.of(
            sample(NOON.minus(Duration.ofHours(14)), MAILS, 3),
            sample(NOON, CALLS, 10),
            sample(NOON.plusSeconds(300), CALLS, 12));
    RolledDay day = RolledDay.of(LocalDate.parse("2026-11-25"), samples);
    assertThat(day.hours()).containsOnlyKeys(CALLS);
    assertThat(day.limits())
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of(CALLS, new LimitRollup(Reading.ofUsed(12, 1_000), 10, 12, 2, 2))));
  }

  @Test
  void theFirstHourOfADayCountsFromTheReadingBeforeIt() {
    Instant midnight = Instant.parse("2026-11-25T00:00:00Z");
    RolledDay day =
        RolledDay.of(
            LocalDate.parse("2026-11-25"),
            List.of(sample(midnight.minusSeconds(300), CALLS, 10), sample(midnight, CALLS, 25)));
    assertThat(day.limits().get(CALLS))
        .isEqualTo(new LimitRollup(Reading.ofUsed(25, 1_000), 25, 25, 15, 1));
  }

  @Test
  void figuresThatContradictOneAnotherAreRefused() {
    Reading last = Reading.ofUsed(5, 10);
    assertThatThrownBy(() -> new LimitRollup(last, 6, 7, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitRollup(last, 4, 4, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitRollup(last, 4, 5, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitRollup(last, 4, 5, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,RAW",
    "P3D,RAW",
    "P3DT1S,HOUR",
    "P7D,HOUR",
    "P90D,HOUR",
    "P90DT1S,DAY",
    "P365D,DAY"
  })
  void aLongerSpanIsReadMoreCoarsely(Duration span, Resolution expected) {
    assertThat(Resolution.suited(NOON, NOON.plus(span))).isEqualTo(expected);
  }

  private static List<Series.Point> readings(Instant first, long... used) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < used.length; i++) {
      points.add(new Series.Point(first.plusSeconds(300L * i), Reading.ofUsed(used[i], 1_000)));
    }
    return points;
  }

  private static Sample sample(Instant slot, LimitName limit, long used) {
    return new Sample(
        slot, new Snapshot(new TreeMap<>(Map.of(limit, Reading.ofUsed(used, 1_000))), true));
  }
}
