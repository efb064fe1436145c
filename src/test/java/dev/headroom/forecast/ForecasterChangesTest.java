package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.forecast.Histories.Row;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where something swings, moves, changes or is wrong under a stable name. */
class ForecasterChangesTest {
  private static final long DAY = 86_400;
  private static final long QUARTER = 900;

  private static Instant day(double days) {
    return Histories.MONDAY.plusSeconds((long) (days * DAY));
  }

  /** A stock that a job raises from 02:00 to 06:00 by {@code size}, and that grows beneath. */
  private static List<Row> nightly(double from, double size, double perDay, long max, int days) {
    List<Row> rows = new ArrayList<>();
    for (long t = 0; t < days * DAY; t += QUARTER) {
      double hour = (double) (t % DAY) / 3600;
      double part = hour < 2 || hour >= 7 ? 0 : hour < 6 ? (hour - 2) / 4 : 7 - hour;
      double used = from + size * part + perDay * ((double) t / (double) DAY);
      rows.add(
          new Row(
              Histories.MONDAY.plusSeconds(t), Reading.ofUsed(Math.min((long) used, max), max)));
    }
    return rows;
  }

  private static List<Instant> claims(Forecaster f, List<Row> rows) {
    List<Instant> claims = new ArrayList<>();
    for (Row row : rows) {
      if (f.next(row.at(), row.reading()) instanceof Projection.Exhausting) {
        claims.add(row.at());
      }
    }
    return claims;
  }

  @Test
  void aStockThatRisesAtNightAndFallsAgainDoesNotRunOut() {
    Forecaster f = new Forecaster(Window.STOCK);
    for (Row row : nightly(4000, 1500, 0, 10_240, 28)) {
      Projection p = f.next(row.at(), row.reading());
      assertThat(p).as("at %s", row.at()).isNotInstanceOf(Projection.Exhausting.class);
      if (!row.at().isBefore(day(4))) {
        assertThat(p.probability24h()).as("at %s", row.at()).isLessThan(0.01);
      }
    }
    UseForecast use = f.next(day(28), Reading.ofUsed(4000, 10_240)).use().orElseThrow();
    assertThat(use.in4h().middle()).as("at 04:00").isBetween(4600.0, 4900.0);
    assertThat(use.in12h().middle()).as("at noon").isBetween(3950.0, 4050.0);
  }

  @Test
  void aSwingOnAGrowingBaseIsReportedBeforeItsPeakIsFull() {
    List<Row> rows = nightly(6000, 2000, 120, 10_240, 28);
    Instant full =
        rows.stream().filter(r -> r.reading().remaining() <= 0).findFirst().orElseThrow().at();
    List<Instant> claims =
        claims(
            new Forecaster(Window.STOCK),
            rows.stream().filter(r -> r.at().isBefore(full)).toList());
    assertThat(claims).isNotEmpty();
    assertThat(Duration.between(claims.getFirst(), full))
        .isBetween(Duration.ofDays(3), Duration.ofDays(8));
    assertThat(claims.getLast()).isAfter(full.minusSeconds(2 * QUARTER));
  }

  @Test
  void whenSomeoneMakesRoomTheTopsAreLowerByAsMuch() {
    List<Row> rows = new ArrayList<>(nightly(7000, 2000, 110, 10_240, 20));
    rows.removeIf(r -> r.at().isAfter(day(12)));
    nightly(5500, 2000, 0, 10_240, 40).stream()
        .filter(r -> r.at().isAfter(day(12)))
        .forEach(rows::add);
    List<Instant> claims = claims(new Forecaster(Window.STOCK), rows);
    assertThat(claims).isNotEmpty();
    assertThat(claims).allMatch(t -> t.isBefore(day(13)));
  }

  @Test
  void aCleanUpThatStopsComingIsMissed() {
    List<Row> rows = new ArrayList<>();
    double used = 4000;
    for (long t = 0; t < 18 * DAY && used < 10_240; t += QUARTER) {
      used = t % (2 * DAY) == 0 && t < 12 * DAY ? 4000 : used + 1000.0 * QUARTER / DAY;
      rows.add(new Row(Histories.MONDAY.plusSeconds(t), Reading.ofUsed((long) used, 10_240)));
    }
    List<Instant> claims = claims(new Forecaster(Window.STOCK), rows);
    claims.removeIf(t -> t.isBefore(day(5))); // two clean-ups are no habit before they were seen
    assertThat(claims).isNotEmpty();
    assertThat(claims.getFirst()).isBetween(day(12), day(14));
  }

  /** A day that is 20 % full of even calls, read every five minutes. */
  private static List<Row> flat() {
    return Histories.rollingDay(t -> 20_000 / 288.0, 100_000, 16, 3);
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 0, 93_000})
  void oneReadingThatWasWrongIsNeverHeardOfAgain(long wrong) {
    assertThatNothingComesOf(wrong, 1, Duration.ofDays(2).plusHours(9));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 30})
  void norIsARowOfThemAtTheMaximum(int slots) {
    assertThatNothingComesOf(100_000, slots, Duration.ofDays(3));
  }

  private static void assertThatNothingComesOf(long wrong, int slots, Duration after) {
    Instant from = Histories.MONDAY.plus(after);
    Instant to = from.plusSeconds(slots * Histories.SLOT);
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Forecaster right = new Forecaster(Window.ROLLING_24H);
    for (Row row : flat()) {
      boolean spoilt = !row.at().isBefore(from) && row.at().isBefore(to);
      Projection p = f.next(row.at(), spoilt ? Reading.ofUsed(wrong, 100_000) : row.reading());
      Projection q = right.next(row.at(), row.reading());
      if (spoilt && wrong >= 100_000) {
        assertThat(p).isInstanceOf(Projection.Exhausted.class);
      } else {
        assertThat(p).as("at %s", row.at()).isNotInstanceOf(Projection.Exhausting.class);
      }
      if (row.at().isAfter(to.plus(Duration.ofHours(1)))) {
        UseForecast is = p.use().orElseThrow();
        UseForecast was = q.use().orElseThrow();
        assertThat(is.in1h().high()).isLessThan(was.in1h().high() + 1000);
        assertThat(is.in12h().middle()).isCloseTo(was.in12h().middle(), Offset.offset(1000.0));
      }
    }
  }

  @Test
  void aMaximumThatWasWrongOnceChangesNothing() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Instant wrong = day(3);
    for (Row row : flat()) {
      Reading reading =
          row.at().equals(wrong) ? Reading.ofUsed(row.reading().used(), 3000) : row.reading();
      Projection p = f.next(row.at(), reading);
      if (row.at().isAfter(day(1))) {
        assertThat(p)
            .isInstanceOf(
                row.at().equals(wrong) ? Projection.Exhausted.class : Projection.Stable.class);
      }
    }
  }

  @Test
  void aReadingThatIsHeldBackSurvivesTheState() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Instant wrong = day(5);
    for (Row row : flat()) {
      f.next(row.at(), row.at().equals(wrong) ? Reading.ofUsed(100_000, 100_000) : row.reading());
      f = Forecaster.restore(Window.ROLLING_24H, f.save().orElseThrow()).orElseThrow();
      if (row.at().isAfter(wrong)) {
        break;
      }
    }
    assertThat(f.next(wrong.plusSeconds(600), Reading.ofUsed(20_000, 100_000)))
        .isInstanceOf(Projection.Stable.class);
  }

  @Test
  void aJumpThatStaysIsTaken() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    Instant jump = day(5);
    for (Row row : flat()) {
      boolean late = !row.at().isBefore(jump);
      Projection p =
          f.next(row.at(), Reading.ofUsed(row.reading().used() + (late ? 50_000 : 0), 100_000));
      if (row.at().equals(jump.plusSeconds(3600))) {
        assertThat(p.use().orElseThrow().in1h().middle()).isGreaterThan(65_000);
        return;
      }
    }
  }

  /** A nightly batch of about 72,000 calls in two hours that moves by an hour on day 10. */
  private static List<Row> batch(int hour, int hourAfter, double unlike, Instant first) {
    LongToDoubleFunction calls =
        t -> {
          if (t < first.getEpochSecond()) {
            return 0;
          }
          int from = t < day(10).getEpochSecond() ? hour : hourAfter;
          long second = t % DAY - from * 3600L;
          int night = (int) (t / DAY);
          double size = 72_000 * (1 + unlike * Math.sin(2.0 * night));
          return second >= 0 && second < 7200 ? size / 24 : 2;
        };
    return Histories.rollingDay(calls, 140_000, 18, 5);
  }

  /** Two claims in a row are a page. */
  private static void assertThatNobodyIsPaged(List<Row> rows) {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    int inARow = 0;
    for (Row row : rows) {
      boolean claimed = f.next(row.at(), row.reading()) instanceof Projection.Exhausting;
      inARow = claimed ? inARow + 1 : 0;
      assertThat(inARow).as("at %s", row.at()).isLessThan(2);
    }
  }

  /**
   * Where each night is like the other the counter stands still, and nothing tells when the batch
   * runs before it moves.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.15})
  void aBatchThatComesAnHourLaterIsNotCountedTwice(double unlike) {
    assertThatNobodyIsPaged(batch(2, 3, unlike, Instant.EPOCH));
  }

  @Test
  void norIsOneThatComesAnHourEarlierOnceItsHourIsKnown() {
    assertThatNobodyIsPaged(batch(3, 2, 0.15, Histories.MONDAY));
  }

  /** A sandbox of other allocations and use from day 8 on. */
  private static List<Row> refreshed(long max, double use, long maxAfter, double useAfter) {
    List<Row> rows = new ArrayList<>();
    LongToDoubleFunction before = t -> use / 288;
    LongToDoubleFunction after = t -> t < day(8).getEpochSecond() ? 0 : useAfter / 288;
    rows.addAll(Histories.rollingDay(before, max, 8, 3));
    Histories.rollingDay(after, maxAfter, 22, 4).stream()
        .filter(r -> !r.at().isBefore(day(8)))
        .forEach(rows::add);
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"5000000, 40000, 15000, 40", "15000, 4000, 1000000, 400000"})
  void aRefreshedSandboxIsANewHistory(long max, double use, long maxAfter, double useAfter) {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    for (Row row : refreshed(max, use, maxAfter, useAfter)) {
      Projection p = f.next(row.at(), row.reading());
      assertThat(p).as("at %s", row.at()).isNotInstanceOf(Projection.Exhausting.class);
      if (row.at().equals(day(8).plusSeconds(600))) {
        assertThat(p)
            .isInstanceOfSatisfying(
                Projection.Unknown.class,
                u -> assertThat(u.reason()).isEqualTo(UnknownReason.LESS_THAN_A_DAY));
        assertThat(f.historySince()).isEqualTo(day(8));
      }
    }
  }

  @Test
  void aCutToATenthOfWorkThatWentBeforeIsANewHistoryToo() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    LongToDoubleFunction calls = t -> (t < day(7).getEpochSecond() ? 60_000 : 5_000) / 288.0;
    for (Row row : Histories.rollingDay(calls, 100_000, 16, 3)) {
      long max = row.at().isBefore(day(8)) ? 100_000 : 10_000;
      Projection p = f.next(row.at(), Reading.ofUsed(row.reading().used(), max));
      assertThat(p).as("at %s", row.at()).isNotInstanceOf(Projection.Exhausting.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 150_000, 60_000})
  void anotherAllocationOfTheSameWorkKeepsTheHistory(long max) {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    for (Row row : flat()) {
      boolean later = !row.at().isBefore(day(8));
      Projection p =
          f.next(row.at(), later ? Reading.ofUsed(row.reading().used(), max) : row.reading());
      if (later) {
        assertThat(p).as("at %s", row.at()).isInstanceOf(Projection.Stable.class);
      }
    }
    assertThat(f.historySince()).isEqualTo(Histories.MONDAY);
  }

  @Test
  void intervalsOfAnHourlyReadingAreCalibratedToo() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    for (Row row : Histories.rollingDay(Histories.office(60_000), 100_000, 16, 3)) {
      if (row.at().getEpochSecond() % 3600 == 0) {
        f.next(row.at(), row.reading());
      }
    }
    assertThat(f.quality().in4h().judged()).isGreaterThan(50);
    assertThat(f.quality().in4h().share()).isBetween(0.8, 0.98);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 5, 20})
  void whatIsInUseAtAMomentAndTouchesItsCapAtRandomHasNoTimeOfExhaustion(long max) {
    Random random = new Random(8);
    Forecaster f = new Forecaster(Window.UNKNOWN);
    int claims = 0;
    for (int i = 0; i < 14 * 288; i++) {
      long used = random.nextInt(60) == 0 ? max : random.nextLong(Math.max(2, max / 2));
      Projection p = f.next(Histories.MONDAY.plusSeconds(i * 300L), Reading.ofUsed(used, max));
      claims += i > 3 * 288 && p instanceof Projection.Exhausting ? 1 : 0;
    }
    assertThat(claims).isZero();
  }
}
