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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories as they should not be. */
class ForecasterRobustnessTest {
  private static final long MAX = 100_000;

  /** A history in which everything that can go wrong does, now and then. */
  private static List<Row> wild(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    Instant t = Histories.MONDAY;
    long max = List.of(6L, 1000L, MAX, Reading.UNLIMITED, 0L).get(random.nextInt(5));
    double used = max * random.nextDouble();
    for (int i = 0; i < 4000; i++) {
      int what = random.nextInt(400);
      t = t.plusSeconds(300L * (1 + random.nextInt(3)));
      used = Math.max(0, used + max * 0.01 * random.nextGaussian());
      switch (what) {
        case 0 -> t = t.plus(Duration.ofDays(random.nextInt(9)));
        case 1 -> t = t.minus(Duration.ofDays(random.nextInt(3)));
        case 2 -> t = t.plus(Duration.ofDays(400));
        case 3 -> max = random.nextBoolean() ? 0 : Reading.UNLIMITED;
        case 4 -> max = 1L + random.nextInt(1_000_000);
        case 5 -> used = 0;
        case 6 -> used = 1.3 * max;
        case 7 -> used = (double) Reading.LARGEST / 4;
        case 8 -> t = t.plusSeconds(random.nextInt(299));
        case 9 -> rows.add(rows.isEmpty() ? row(t, 1, max) : rows.get(random.nextInt(rows.size())));
        default -> {}
      }
      rows.add(row(t, (long) used, max));
    }
    return rows;
  }

  private static Row row(Instant t, long used, long max) {
    return new Row(t, Reading.ofUsed(used, max));
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void anyReadingGivesAReasonableAnswer(Window window) {
    for (long seed = 0; seed < 12; seed++) {
      Forecaster f = new Forecaster(window);
      for (Row r : wild(seed)) {
        Projection p = f.next(r.at(), r.reading());
        assertThat(Double.isNaN(p.probability24h()) || p.probability24h() >= 0).isTrue();
        assertThat(Double.isNaN(p.probability24h()) || p.probability24h() <= 1).isTrue();
        p.use().ifPresent(u -> assertThat(u.in12h().high()).isFinite());
        if (p instanceof Projection.Exhausting e) {
          assertThat(e.earliest()).isAfterOrEqualTo(r.at());
          assertThat(r.reading().remaining()).isPositive();
          assertThat(e.latest()).isBefore(r.at().plus(Duration.ofDays(400)));
        }
      }
      assertThat(f.save()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void aCounterThatNeverMovesIsNeverExhausting(Window window) {
    for (long used : new long[] {0, 1, MAX / 2}) {
      Forecaster f = new Forecaster(window);
      for (int i = 0; i < 10 * 288; i++) {
        Projection p = f.next(Histories.MONDAY.plusSeconds(i * 300L), Reading.ofUsed(used, MAX));
        assertThat(p).as("%d used, row %d", used, i).isNotInstanceOf(Projection.Exhausting.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void seldomOrMissedReadingsOfAnOrdinaryWeekRaiseNoAlarm(int every) {
    Random random = new Random(every);
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    List<Row> rows = Histories.rollingDay(Histories.office(50_000), MAX, 15, 7);
    for (int i = 0; i < rows.size(); i++) {
      if (every == 5 ? random.nextInt(4) == 0 : i % every != 0) {
        continue;
      }
      assertThat(f.next(rows.get(i).at(), rows.get(i).reading()))
          .as("at %s", rows.get(i).at())
          .isNotInstanceOf(Projection.Exhausting.class);
    }
    assertThat(f.quality().in1h().judged()).isGreaterThan(10);
  }

  @Test
  void aGapOfDaysIsUnknownForAnHourAndThenKnownAgain() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    List<Row> rows = Histories.rollingDay(Histories.office(50_000), MAX, 21, 8);
    for (Row r : rows.subList(0, 10 * 288)) {
      f.next(r.at(), r.reading());
    }
    List<Row> after = rows.subList(15 * 288, 17 * 288);
    for (int i = 0; i < after.size(); i++) {
      Projection p = f.next(after.get(i).at(), after.get(i).reading());
      if (i < 12) {
        assertThat(p)
            .isEqualTo(new Projection.Unknown(UnknownReason.AFTER_GAP, p.use().orElse(null)));
      } else {
        assertThat(p).isInstanceOf(Projection.Stable.class);
      }
    }
  }

  @Test
  void aCorrectedCounterIsNotASurge() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    List<Row> rows = Histories.rollingDay(Histories.office(50_000), MAX, 15, 9);
    for (int i = 0; i < rows.size(); i++) {
      boolean off = i > 12 * 288 && i % 97 == 0;
      long used = rows.get(i).reading().used() + (off ? 3000 : 0);
      assertThat(f.next(rows.get(i).at(), Reading.ofUsed(used, MAX)))
          .as("at %s", rows.get(i).at())
          .isNotInstanceOf(Projection.Exhausting.class);
    }
  }

  @Test
  void aSmallerMaximumThatTheUsualDayPassesIsSeenAtOnceAndALargerOneClearsIt() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    List<Row> rows = Histories.rollingDay(Histories.office(60_000), MAX, 17, 10);
    Projection lowered = null;
    Projection raised = null;
    for (Row r : rows) {
      boolean after = !r.at().isBefore(Instant.parse("2026-03-16T06:00:00Z"));
      long used = r.reading().used();
      if (after && lowered == null) {
        lowered = f.next(r.at(), Reading.ofUsed(used, 50_000));
      } else if (lowered != null && raised == null) {
        raised = f.next(r.at(), Reading.ofUsed(used, 120_000));
      } else {
        f.next(r.at(), r.reading());
      }
    }
    assertThat(lowered).isInstanceOf(Projection.Exhausting.class);
    assertThat(raised).isInstanceOf(Projection.Stable.class);
  }

  @Test
  void refusedCallsAreNotMistakenForMissingCalls() {
    LongToDoubleFunction busy = Histories.office(95_000);
    Forecaster f = new Forecaster(Window.FIXED_DAY_GMT);
    Forecaster free = new Forecaster(Window.FIXED_DAY_GMT);
    int warned = 0;
    for (Row r : Histories.fixedDay(busy, MAX, 19, 11)) {
      long cap = 70_000;
      long used = Math.min(cap, r.reading().used());
      Projection p = f.next(r.at(), Reading.ofUsed(used, cap));
      free.next(r.at(), r.reading());
      boolean morning = r.at().toString().startsWith("2026-03-17T09");
      warned += morning && p instanceof Projection.Exhausting ? 1 : 0;
    }
    assertThat(warned).as("readings of a morning that foresee the afternoon").isGreaterThan(9);
  }

  @Test
  void anOrgOverItsEntitlementIsExhaustedSinceThenUntilThereIsRoomAgain() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    LongToDoubleFunction busy = Histories.office(130_000);
    Instant since = null;
    for (Row r : Histories.rollingDay(busy, MAX, 9, 12)) {
      Projection p = f.next(r.at(), r.reading());
      boolean over = r.reading().remaining() <= 0;
      since = !over ? null : since == null ? r.at() : since;
      assertThat(p instanceof Projection.Exhausted).isEqualTo(over);
      if (p instanceof Projection.Exhausted e) {
        assertThat(e.since()).isEqualTo(since);
      }
    }
  }

  @Test
  void aClockThatWasDaysAheadIsForgottenOnceTimeCatchesUp() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    f.next(Histories.MONDAY.plus(Duration.ofDays(500)), Reading.ofUsed(1, MAX));
    Projection last = null;
    for (Row r : Histories.rollingDay(Histories.office(50_000), MAX, 4, 13)) {
      last = f.next(r.at(), r.reading());
    }
    assertThat(last).isInstanceOf(Projection.Stable.class);
  }
}
