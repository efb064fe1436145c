package dev.headroom.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.fleet.Violation;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.report.words.WhatIfWords;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WhatIfTest {
  private static final LimitName LIMIT = LimitName.DAILY_API_REQUESTS;
  private static final long MAX = 100_000;

  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static Series history(int days, ToLongFunction<ZonedDateTime> used) {
    List<Series.Point> points = new ArrayList<>();
    Instant at = NOW.minus(Duration.ofDays(days));
    for (; !at.isAfter(NOW); at = at.plus(Duration.ofMinutes(15))) {
      long u = used.applyAsLong(at.atZone(ZoneOffset.UTC));
      points.add(new Series.Point(at, Reading.ofUsed(u, MAX)));
    }
    return new Series(LIMIT, points);
  }

  private static WhatIfQuestion question(int days, long moreMax, Scenario.Load... loads) {
    return new WhatIfQuestion(LIMIT, new Scenario(List.of(loads), moreMax), days);
  }

  private static Scenario.Load load(double calls, String shape) {
    return new Scenario.Load(calls, Shape.read(shape).orElseThrow());
  }

  private static Answer.Told told(WhatIfQuestion question, Window window, Series history) {
    return (Answer.Told) WhatIf.ask(question, window, history);
  }

  @Test
  void aRollingDayHoldsAllOfANewIntegrationsCallsOnceItHasRunForADay() {
    Answer.Told answer =
        told(question(3, 0, load(24_000, "even")), Window.ROLLING_24H, history(28, t -> 30_000));

    assertThat(answer.before().peakUsed()).isCloseTo(30_000, within(1e-6));
    assertThat(answer.after().peakUsed()).isCloseTo(54_000, within(1e-6));
    assertThat(answer.after().peakPercent()).isCloseTo(54, within(1e-6));
    // Half a day is left of today: half of the calls have come by its end.
    assertThat(answer.days().get(0).peakAfter()).isCloseTo(42_000, within(1e-6));
    assertThat(answer.after().peakAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(answer.after().daysAtRisk()).isEmpty();
    assertThat(answer.after().firstExhaustion()).isNull();
  }

  @Test
  void theDaysAtRiskAreThoseWhoseLikeWouldHaveRunOut() {
    Series busyMondays = history(28, t -> t.getDayOfWeek() == DayOfWeek.MONDAY ? 80_000 : 30_000);

    Answer.Told answer =
        told(question(14, 0, load(20_000, "even")), Window.ROLLING_24H, busyMondays);

    assertThat(answer.weekly()).isTrue();
    assertThat(answer.after().daysAtRisk())
        .containsExactly(LocalDate.parse("2026-11-30"), LocalDate.parse("2026-12-07"));
    assertThat(answer.after().firstExhaustion()).isEqualTo("2026-11-30T00:15:00Z");
    assertThat(answer.before().daysAtRisk()).isEmpty();
    Answer.Day monday = answer.days().get(5);
    assertThat(monday.weekday()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(monday.compared()).isEqualTo(4);
    assertThat(monday.outAfter()).isEqualTo(4);
    assertThat(WhatIfWords.of(answer))
        .isEqualTo(
            "DailyApiRequests would peak at 100,000 of 100,000 (100.0 %) on Mon 30 Nov 00:15,"
                + " instead of 80,000 of 100,000 (80.0 %). With this change it could run out on 2"
                + " of the next 14 days, first on Mon 30 Nov 00:15 (it would have on 4 of the last"
                + " 4 Mondays). Without it: never. Based on 27 days of history.");
  }

  @Test
  void oneBadDayOfFourIsReported() {
    LocalDate bad = LocalDate.parse("2026-11-10");
    Series history = history(28, t -> t.toLocalDate().equals(bad) ? 95_000 : 20_000);

    Answer.Told answer = told(question(7, 0, load(10_000, "even")), Window.ROLLING_24H, history);

    assertThat(answer.after().daysAtRisk()).containsExactly(LocalDate.parse("2026-12-01"));
    assertThat(answer.days().get(6).outAfter()).isEqualTo(1);
    assertThat(answer.days().get(6).compared()).isEqualTo(4);
  }

  @Test
  void anAddOnMakesRoom() {
    Series full = history(28, t -> t.getHour() == 9 ? MAX : 50_000);

    Answer.Told answer = told(question(7, 25_000), Window.ROLLING_24H, full);

    assertThat(answer.before().daysAtRisk()).hasSize(6);
    assertThat(answer.maxThen()).isEqualTo(125_000);
    assertThat(answer.after().daysAtRisk()).isEmpty();
    assertThat(answer.after().peakPercent()).isCloseTo(80, within(1e-6));
    assertThat(WhatIfWords.of(answer))
        .contains(
            "With this change it would not run out in the next 7 days. Without it: on 6 days.");
  }

  @Test
  void aFixedDayCountsFromMidnight() {
    Series morning = history(28, t -> Math.min(60_000, t.getHour() * 5_000L));

    Answer.Told answer =
        told(question(2, 0, load(30_000, "20:00-22:00")), Window.FIXED_DAY_GMT, morning);

    assertThat(answer.after().peakUsed()).isCloseTo(90_000, within(1e-6));
    assertThat(answer.after().peakAt()).isEqualTo("2026-11-25T22:00:00Z");
  }

  @Test
  void anHourHoldsNoMoreThanAnHoursCalls() {
    Answer.Told answer =
        told(question(2, 0, load(48_000, "even")), Window.ROLLING_1H, history(28, t -> 1_000));

    assertThat(answer.after().peakUsed()).isCloseTo(3_000, within(1e-6));
  }

  @Test
  void aBatchMovedOutOfThePeakLowersIt() {
    // Two batches from 01:00 to 02:00, of 60,000 and of 20,000 calls.
    Series nightly =
        history(
            28,
            t -> {
              double fromTwo = Math.abs(t.toLocalTime().toSecondOfDay() / 3600.0 - 2);
              return 10_000 + Math.round(80_000 * Math.max(0, 1 - fromTwo));
            });
    List<Scenario.Load> moved = List.of(load(-60_000, "01:00-02:00"), load(60_000, "05:00-06:00"));

    Answer.Told answer =
        (Answer.Told)
            WhatIf.ask(
                new WhatIfQuestion(LIMIT, new Scenario(moved, 0), 3), Window.ROLLING_1H, nightly);

    assertThat(answer.before().peakUsed()).isCloseTo(90_000, within(1e-6));
    assertThat(answer.after().peakUsed()).isCloseTo(70_000, within(1e-6));
    assertThat(answer.after().peakAt()).isEqualTo("2026-11-26T06:00:00Z");
  }

  @Test
  void whatIsUnusualNowLeavesTheWindowWithinADay() {
    Series history = history(28, t -> t.toInstant().equals(NOW) ? 60_000 : 20_000);

    Answer.Told answer = told(question(3, 1), Window.ROLLING_24H, history);

    assertThat(answer.days().get(0).peakBefore()).isBetween(59_000.0, 60_000.0);
    assertThat(answer.days().get(2).peakBefore()).isCloseTo(20_000, within(1e-6));
  }

  @Test
  void aStockContinuesItsGrowth() {
    Series growing =
        history(20, t -> 50_000 + 1_000 * Duration.between(t.toInstant(), NOW).negated().toDays());

    Answer.Told answer = told(question(31, 0, load(2_000, "even")), Window.STOCK, growing);

    assertThat(answer.before().daysAtRisk()).isEmpty();
    // 50,000 are left at 3,000 a day: 16 days and 16 hours from now.
    assertThat(answer.after().firstExhaustion()).isEqualTo("2026-12-12T04:00:00Z");
  }

  @Test
  void aMonthBeginsAnewOnItsFirst() {
    Series month =
        history(
            20,
            t ->
                2_000L * (t.getDayOfMonth() - 1)
                    + 2_000L * t.toLocalTime().toSecondOfDay() / 86_400);

    Answer.Told answer = told(question(31, 0, load(2_000, "even")), Window.MONTH_CALENDAR, month);

    assertThat(answer.before().peakUsed()).isCloseTo(60_000, within(500.0));
    assertThat(answer.days().get(6).date()).isEqualTo("2026-12-01");
    assertThat(answer.days().get(6).peakAfter()).isCloseTo(4_000, within(100.0));
  }

  @Test
  void withLessThanAWeekAllDaysAreAlikeAndItIsSaid() {
    Answer.Told answer =
        told(question(7, 0, load(1, "even")), Window.ROLLING_24H, history(3, t -> 10));

    assertThat(answer.weekly()).isFalse();
    assertThat(answer.days()).allMatch(d -> d.compared() == 2);
    assertThat(WhatIfWords.of(answer))
        .endsWith("Based on 2 days of history, so weekdays are not distinguished.");
  }

  @Test
  void gapsAreNoZeros() {
    Series whole = history(28, t -> 40_000);
    Series gappy =
        new Series(
            LIMIT,
            whole.points().stream()
                .filter(p -> p.at().atZone(ZoneOffset.UTC).getHour() % 8 != 3)
                .toList());

    assertThat(told(question(5, 0, load(5_000, "even")), Window.ROLLING_24H, gappy).after())
        .isEqualTo(told(question(5, 0, load(5_000, "even")), Window.ROLLING_24H, whole).after());
  }

  @Test
  void callsThatStayAwayLeaveNoLessThanNothing() {
    Answer.Told answer =
        told(question(3, 0, load(-50_000, "even")), Window.ROLLING_24H, history(28, t -> 10_000));

    assertThat(answer.days()).allMatch(d -> d.peakAfter() >= 0);
    assertThat(answer.days().get(2).peakAfter()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Window.class,
      names = {"CONCURRENT", "UNKNOWN", "MONTH_CONTRACT", "MONTH_UNSPECIFIED"})
  void whatCannotBeSaidIsNot(Window window) {
    assertThat(WhatIf.ask(question(7, 0, load(1, "even")), window, history(28, t -> 1)))
        .isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void nothingIsSaidWithoutAHistory() {
    WhatIfQuestion question = question(7, 0, load(1, "even"));
    Series none = new Series(LIMIT, List.of());
    Series off = new Series(LIMIT, List.of(new Series.Point(NOW, Reading.ofUsed(0, 0))));

    assertThat(WhatIfWords.of(WhatIf.ask(question, Window.ROLLING_24H, none)))
        .isEqualTo(
            "DailyApiRequests cannot be projected. There is no reading of it in the last 28 days.");
    assertThat(WhatIfWords.of(WhatIf.ask(question, Window.ROLLING_24H, off)))
        .contains("It is not provisioned.");
    assertThat(WhatIfWords.of(WhatIf.ask(question, Window.ROLLING_24H, history(0, t -> 1))))
        .contains("No day before today was read in 8 or more of its hours.");
    assertThat(WhatIfWords.of(WhatIf.ask(question(7, -MAX), Window.STOCK, history(28, t -> 1))))
        .contains("Nothing would be left of its allocation of 100000.");
  }

  private static Series every(Duration step, ToLongFunction<ZonedDateTime> used, int... awake) {
    List<Series.Point> points = new ArrayList<>();
    for (Instant at = NOW.minus(Duration.ofDays(28)); !at.isAfter(NOW); at = at.plus(step)) {
      ZonedDateTime time = at.atZone(ZoneOffset.UTC);
      if (time.getHour() >= awake[0] && time.getHour() < awake[1]) {
        points.add(new Series.Point(at, Reading.ofUsed(used.applyAsLong(time), MAX)));
      }
    }
    return new Series(LIMIT, points);
  }

  @Test
  void anOrgThatIsReadEveryNinetyMinutesGetsAnAnswerThatNamesItsBasis() {
    Answer.Told answer =
        told(
            question(3, 0, load(24_000, "even")),
            Window.ROLLING_24H,
            every(Duration.ofMinutes(90), t -> 30_000, 0, 24));

    assertThat(answer.history()).isEqualTo(27);
    assertThat(answer.hoursRead()).isEqualTo(16);
    assertThat(answer.after().peakUsed()).isCloseTo(54_000, within(1e-6));
    assertThat(WhatIfWords.of(answer))
        .endsWith(
            "Based on 27 days of history. The org was read in 16 of 24 hours per day, so peaks may"
                + " be higher.");
  }

  @Test
  void anOrgWithAGapEveryNightHasAnAnswerToo() {
    Answer.Told answer =
        told(
            question(3, 0, load(24_000, "even")),
            Window.ROLLING_24H,
            every(Duration.ofMinutes(5), t -> 30_000, 8, 20));

    assertThat(answer.hoursRead()).isEqualTo(12);
    assertThat(answer.after().peakUsed()).isCloseTo(54_000, within(1e-6));
    assertThat(
            WhatIf.ask(
                question(3, 0, load(24_000, "even")),
                Window.ROLLING_24H,
                every(Duration.ofMinutes(5), t -> 30_000, 8, 15)))
        .isInstanceOf(Answer.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({"71000, true", "71001, false", "999999999, false"})
  void noMoreIsMovedThanEverCameInADay(double calls, boolean fits) {
    WhatIfQuestion move = question(3, 0, load(-calls, "02:00-04:00"), load(calls, "05:00-07:00"));
    Series history = history(28, t -> t.getHour() == 9 ? 71_000 : 30_000);

    assertThat(WhatIf.contradictions(move, Window.ROLLING_24H, history))
        .extracting(Violation::path, Violation::problem)
        .containsExactlyElementsOf(
            fits
                ? List.of()
                : List.of(
                    tuple("move", "is more than on any of the last 27 days (at most 71,000)")));
  }

  @Test
  void ofAnHourlyLimitTheHoursOfADayAreAddedUp() {
    Series history = history(28, t -> 1_000);

    assertThat(
            WhatIf.contradictions(
                question(1, 0, load(-24_000, "even")), Window.ROLLING_1H, history))
        .isEmpty();
    assertThat(
            WhatIf.contradictions(
                question(1, 0, load(-24_001, "even")), Window.ROLLING_1H, history))
        .hasSize(1);
  }

  /** The days of its name were at 20, 40, 60 and 80 thousand at this hour. */
  @Test
  void todayBeginsWhereTheLimitIsNow() {
    Series history =
        history(
            28,
            t ->
                t.toInstant().equals(NOW)
                    ? 67_000
                    : 20_000 * (1 + Duration.between(NOW, t).plusDays(28).toDays() / 7));

    PastDays past = PastDays.of(History.of(history), NOW);
    DailyCourse course =
        new DailyCourse(past, Window.ROLLING_24H, NOW, 67_000, History.of(history));

    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    assertThat(course.compared(today)).isEqualTo(3);
    for (int i = 0; i < course.compared(today); i++) {
      assertThat(course.used(today, i, PastDays.quarter(NOW), NOW)).isEqualTo(67_000);
    }
  }

  /** Most is in use at 14:00 in Berlin, on both sides of the change of the clocks. */
  @Test
  void workOnLocalTimeIsExpectedAtItsHourAfterTheClocksHaveChanged() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant asOf = Instant.parse("2026-10-27T06:00:00Z");
    List<Series.Point> points = new ArrayList<>();
    for (Instant at = asOf.minus(Duration.ofDays(28));
        !at.isAfter(asOf);
        at = at.plus(Duration.ofMinutes(15))) {
      boolean busy = at.atZone(berlin).getHour() == 14;
      points.add(new Series.Point(at, Reading.ofUsed(busy ? 60_000 : 20_000, MAX)));
    }
    Series series = new Series(LIMIT, points);

    assertThat(peakAt(series, berlin)).isEqualTo("2026-10-27T13:15:00Z");
    assertThat(peakAt(series, ZoneOffset.UTC)).isEqualTo("2026-10-27T12:15:00Z");
  }

  @Test
  void nextWeeksWorkMovesWithTheClocksToo() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant sunday = Instant.parse("2026-10-25T00:00:00Z");
    List<Series.Point> points = new ArrayList<>();
    for (Instant at = sunday.minus(Duration.ofDays(27));
        at.isBefore(sunday);
        at = at.plus(Duration.ofMinutes(15))) {
      boolean busy = at.atZone(berlin).getHour() == 14;
      boolean monday = at.atZone(berlin).getDayOfWeek() == DayOfWeek.MONDAY;
      points.add(
          new Series.Point(at, Reading.ofUsed(busy ? monday ? 70_000 : 60_000 : 20_000, MAX)));
    }
    assertThat(peakAt(new Series(LIMIT, points), berlin)).isEqualTo("2026-10-26T13:15:00Z");
  }

  private static Instant peakAt(Series series, ZoneId zone) {
    History history = History.of(Window.ROLLING_24H, series, null, zone);
    return ((Answer.Told) WhatIf.ask(question(7, 0), Window.ROLLING_24H, history)).after().peakAt();
  }

  @Test
  void anotherOrgsUseIsNoReason() {
    Instant refreshed = NOW.minus(Duration.ofDays(3));
    Series series = history(28, t -> t.toInstant().isBefore(refreshed) ? 90_000 : 5_000);
    History history = History.of(Window.ROLLING_24H, series, refreshed, ZoneOffset.UTC);

    Answer.Told answer = (Answer.Told) WhatIf.ask(question(7, 0), Window.ROLLING_24H, history);
    assertThat(answer.before().peakUsed()).isEqualTo(5_000);
    assertThat(WhatIfWords.of(answer))
        .contains("Based on 2 days since another org answered on 2026-11-22");
  }

  @Test
  void norIsWhatALimitUsedBeforeItsNumbersBecameAnothers() {
    Instant refreshed = NOW.minus(Duration.ofDays(3));
    List<Series.Point> points = new ArrayList<>();
    for (Series.Point p : history(28, t -> 40_000).points()) {
      boolean before = p.at().isBefore(refreshed);
      points.add(
          new Series.Point(
              p.at(), before ? Reading.ofUsed(40_000, 5_000_000) : Reading.ofUsed(40, 15_000)));
    }
    History history =
        History.of(Window.ROLLING_24H, new Series(LIMIT, points), null, ZoneOffset.UTC);

    Answer.Told answer = (Answer.Told) WhatIf.ask(question(7, 0), Window.ROLLING_24H, history);
    assertThat(answer.before().peakPercent()).isLessThan(1);
    assertThat(WhatIfWords.of(answer))
        .contains("Based on 2 days since it became another limit on 2026-11-22");
  }

  @Test
  void anOrgThatWasJustReplacedSaysSoInsteadOfAnAnswer() {
    Series series = history(28, t -> 90_000);
    History history =
        History.of(Window.ROLLING_24H, series, NOW.minus(Duration.ofHours(2)), ZoneOffset.UTC);
    assertThat(WhatIfWords.of(WhatIf.ask(question(7, 0), Window.ROLLING_24H, history)))
        .endsWith("Readings from before another org answered on 2026-11-25 are ignored.");
  }
}
