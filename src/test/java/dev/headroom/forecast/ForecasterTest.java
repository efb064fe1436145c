package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.headroom.forecast.Histories.Row;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a limit, by the way it counts. */
class ForecasterTest {
  private static final long MAX = 100_000;
  private final LongToDoubleFunction office = Histories.office(60_000);

  private static Projection feed(Forecaster f, List<Row> rows) {
    Projection last = new Projection.Unknown(UnknownReason.FIRST_READING, null);
    for (Row row : rows) {
      last = f.next(row.at(), row.reading());
    }
    return last;
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  @Test
  void anOfficeThatFitsIsStableAtEveryReadingOnceADayIsKnown() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    for (Row row : Histories.rollingDay(office, MAX, 21, 1)) {
      Projection p = f.next(row.at(), row.reading());
      if (row.at().isAfter(Histories.MONDAY.plus(Duration.ofDays(1)))) {
        assertThat(p).as("at %s", row.at()).isInstanceOf(Projection.Stable.class);
        assertThat(p.use()).isPresent();
      } else {
        assertThat(p).isInstanceOf(Projection.Unknown.class);
      }
    }
    assertThat(f.quality().isPoor()).isFalse();
  }

  @Test
  void unexpectedCallsAreProjectedToTheirEndAndSaySinceWhen() {
    Instant began = at("2026-03-17T09:40:00Z");
    LongToDoubleFunction runaway =
        t -> office.applyAsDouble(t) + (t >= began.getEpochSecond() ? 1200 : 0);
    List<Row> rows = Histories.rollingDay(runaway, MAX, 16, 2);
    Instant out = rows.stream().filter(r -> r.reading().remaining() <= 0).findFirst().get().at();
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Projection p =
        feed(f, rows.stream().filter(r -> !r.at().isAfter(out.minusSeconds(3600))).toList());
    assertThat(p)
        .asInstanceOf(type(Projection.Exhausting.class))
        .satisfies(
            e -> {
              assertThat(Duration.between(out, e.likely()).abs()).isLessThan(Duration.ofHours(1));
              assertThat(e.earliest()).isBefore(out);
              assertThat(e.latest()).isAfter(out.minusSeconds(900));
              assertThat(e.grounds())
                  .asInstanceOf(type(Grounds.Surge.class))
                  .satisfies(
                      s ->
                          assertThat(Duration.between(began, s.since()).abs())
                              .isLessThan(Duration.ofMinutes(20)))
                  .satisfies(s -> assertThat(s.timesUsual()).isGreaterThan(2));
            });
  }

  @Test
  void reliefOfAnExhaustedRollingDayIsWhenTheBurstLeavesTheWindow() {
    long from = at("2026-03-17T09:00:00Z").getEpochSecond();
    LongToDoubleFunction burst =
        t -> office.applyAsDouble(t) + (t >= from && t < from + 7200 ? 2500 : 0);
    List<Row> rows = Histories.rollingDay(burst, MAX, 18, 3);
    Instant out = rows.stream().filter(r -> r.reading().remaining() <= 0).findFirst().get().at();
    Instant over =
        rows.stream()
            .filter(r -> r.at().isAfter(out) && r.reading().remaining() > 0)
            .findFirst()
            .get()
            .at();
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Projection p =
        feed(f, rows.stream().filter(r -> !r.at().isAfter(over.minusSeconds(4 * 3600))).toList());
    assertThat(p)
        .asInstanceOf(type(Projection.Exhausted.class))
        .satisfies(e -> assertThat(e.since()).isEqualTo(out))
        .satisfies(
            e ->
                assertThat(Duration.between(over, ((Relief.Expected) e.relief()).likely()).abs())
                    .isLessThan(Duration.ofMinutes(45)));
  }

  /**
   * A month begins anew by itself, a stock does not: what is said of either is no word for both.
   */
  @ParameterizedTest
  @CsvSource({
    "MONTH_CONTRACT, NEXT_MONTH",
    "MONTH_UNSPECIFIED, NEXT_MONTH",
    "STOCK, NEEDS_CLEANUP"
  })
  void theReasonForAnUnknownReliefFollowsTheWindow(Window window, Relief.Reason reason) {
    Forecaster f = new Forecaster(window);
    Projection last = null;
    for (int i = 0; i < 12; i++) {
      last = f.next(Histories.MONDAY.plusSeconds(300L * i), Reading.ofUsed(MAX, MAX));
    }

    assertThat(last)
        .asInstanceOf(type(Projection.Exhausted.class))
        .extracting(Projection.Exhausted::relief)
        .asInstanceOf(type(Relief.NotKnown.class))
        .extracting(Relief.NotKnown::reason)
        .isEqualTo(reason);
  }

  @Test
  void reliefOfAFixedDayIsItsReset() {
    List<Row> rows = Histories.fixedDay(Histories.office(130_000), MAX, 10, 4);
    Instant out = rows.stream().filter(r -> r.reading().remaining() <= 0).findFirst().get().at();
    Forecaster f = new Forecaster(Window.FIXED_DAY_GMT);
    Projection p = feed(f, rows.stream().filter(r -> !r.at().isAfter(out)).toList());
    assertThat(p)
        .asInstanceOf(type(Projection.Exhausted.class))
        .extracting(Projection.Exhausted::relief)
        .asInstanceOf(type(Relief.Expected.class))
        .extracting(Relief.Expected::earliest, Relief.Expected::likely)
        .containsOnly(Histories.MONDAY.plus(Duration.ofDays(1)));
  }

  @Test
  void aGaugeHasNoTimeOfExhaustionButAnHourAtWhichItReachesItsCap() {
    Forecaster f = new Forecaster(Window.CONCURRENT);
    Projection p = null;
    for (long i = 0; i < 21 * 288; i++) {
      Instant t = Histories.MONDAY.plusSeconds(i * 300);
      boolean weekday = i / 288 % 7 < 5;
      long hour = i / 12 % 24;
      long used = weekday && hour == 9 && i % 12 >= 2 && i % 12 < 8 ? 25 : weekday ? 8 : 1;
      p = f.next(t, Reading.ofUsed(used, 25));
      assertThat(p).isNotInstanceOf(Projection.Exhausting.class);
    }
    assertThat(p)
        .asInstanceOf(type(Projection.Stable.class))
        .extracting(Projection.Stable::recurrence)
        .isEqualTo(new Recurrence(Recurrence.Days.WEEKDAYS, 9, 1));
  }

  @Test
  void aStockThatGrowsRunsOutWhenItsRoomIsUsedUp() {
    Forecaster f = new Forecaster(Window.STOCK);
    Projection p = null;
    for (long i = 0; i < 22 * 96; i++) {
      Instant t = Histories.MONDAY.plusSeconds(i * 900);
      p = f.next(t, Reading.ofUsed(Math.round(6000 + i * 150 / 96.0), 10_000));
    }
    Instant out = Histories.MONDAY.plus(Duration.ofHours(Math.round(4000 / 150.0 * 24)));
    assertThat(p)
        .asInstanceOf(type(Projection.Exhausting.class))
        .satisfies(e -> assertThat(e.grounds()).isInstanceOf(Grounds.Growth.class))
        .satisfies(
            e ->
                assertThat(Duration.between(out, e.likely()).abs())
                    .isLessThan(Duration.ofHours(12)))
        // 700 MB are left, and a week brings 1,050 of them.
        .satisfies(e -> assertThat(e.probability()).isBetween(0.9, 1.0));
  }

  @Test
  void anImportIntoAStockHasTheProbabilityThatItLastsThatLong() {
    Forecaster f = new Forecaster(Window.STOCK);
    Projection p = null;
    for (long i = 0; i < 10 * 288; i++) {
      long imported = Math.max(0, i - 2_850) * 100;
      p = f.next(Histories.MONDAY.plusSeconds(i * 300), Reading.ofUsed(2_000 + imported, 6_000));
    }
    // It has run for two and a half hours, and needs one and a half more.
    assertThat(p)
        .asInstanceOf(type(Projection.Exhausting.class))
        .satisfies(e -> assertThat(e.probability()).isBetween(0.4, 0.9));
  }

  @Test
  void theUsualDayIsWhatTheCounterShowsOnDaysLikeIt() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    List<Row> rows = Histories.rollingDay(office, MAX, 21, 1);
    assertThat(f.usual(Histories.MONDAY, Histories.MONDAY.plusSeconds(86_400))).isEmpty();
    feed(f, rows);
    Instant last = rows.getLast().at();
    List<UsualUse> usual = f.usual(last.minus(Duration.ofDays(7)), last);
    assertThat(usual).hasSizeBetween(672, 673);
    for (UsualUse u : usual) {
      assertThat(u.at().getEpochSecond() % 900).isZero();
      double came =
          rows.stream().filter(r -> r.at().equals(u.at())).findFirst().get().reading().used();
      assertThat(u.used()).as("at %s", u.at()).isBetween(came - 4_000, came + 4_000);
    }
    assertThat(f.usual(last, last.plus(Duration.ofDays(1)))).hasSizeBetween(96, 97);
  }

  @Test
  void theUsualFixedDayBeginsWithNothing() {
    Forecaster f = new Forecaster(Window.FIXED_DAY_GMT);
    feed(f, Histories.fixedDay(office, MAX, 9, 1));
    Instant day = Histories.MONDAY.plus(Duration.ofDays(8));
    List<UsualUse> usual = f.usual(day, day.plus(Duration.ofHours(20)));
    assertThat(usual).hasSize(81);
    assertThat(usual.getFirst()).isEqualTo(new UsualUse(day, 0));
    assertThat(usual).isSortedAccordingTo(java.util.Comparator.comparingDouble(UsualUse::used));
    assertThat(usual.getLast().used()).isBetween(50_000.0, 70_000.0);
  }

  @Test
  void howManyForecastsWereJudgedIsCounted() {
    double judged = 0;
    for (int n = 1; n <= 400; n++) {
      judged = ForecastQuality.KEEP * judged + 1;
      assertThat(new ForecastQuality.Held(1, judged).forecasts()).isEqualTo(n);
    }
    assertThat(new ForecastQuality.Held(1, 100).forecasts()).isEqualTo(500);
    assertThat(ForecastQuality.NONE.in1h().forecasts()).isZero();
  }

  @Test
  void whatHasNoCapOrIsOffOrMakesNoSenseIsUnknownForThatReason() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Instant t = Histories.MONDAY;
    assertThat(f.next(t, new Reading(0, 0))).isEqualTo(unknown(UnknownReason.NOT_PROVISIONED));
    assertThat(f.next(t, new Reading(Reading.UNLIMITED, 5)))
        .isEqualTo(unknown(UnknownReason.NO_CAP));
    assertThat(f.next(t, new Reading(10, 20))).isEqualTo(unknown(UnknownReason.NOT_A_READING));
    assertThat(f.next(t, new Reading(10, 5))).isEqualTo(unknown(UnknownReason.FIRST_READING));
    assertThat(f.next(t, new Reading(10, 5))).isEqualTo(unknown(UnknownReason.NOT_LATER));
  }

  private static Projection unknown(UnknownReason reason) {
    return new Projection.Unknown(reason, null);
  }
}
