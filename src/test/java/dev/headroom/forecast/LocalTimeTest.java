package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.forecast.Histories.Row;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.words.ProjectionWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Work that keeps to local time, when clocks change. */
class LocalTimeTest {
  private static final long MAX = 140_000;
  private static final double BATCH = 72_000;

  /**
   * A batch from 02:00 to 04:00 local time, 16 days before a change of the clocks and 10 after it.
   *
   * @param unlike how much one night differs from another, of its size
   */
  private static List<Row> batch(ZoneId zone, LocalDate change, double unlike, boolean known) {
    LocalDate first = change.minusDays(16);
    Instant begin = first.atStartOfDay().toInstant(ZoneOffset.UTC);
    int slots = 26 * 288;
    double[] came = new double[slots + 2 * 288];
    Random random = new Random(5);
    for (LocalDate day = first.minusDays(2); day.isBefore(change.plusDays(10)); ) {
      Instant from = day.atTime(2, 0).atZone(zone).toInstant();
      double size = BATCH * (1 + unlike * Math.sin(2.0 * (double) day.toEpochDay()));
      for (int k = 0; k < 24; k++) {
        Instant at = from.plusSeconds(k * Histories.SLOT);
        int i = 2 * 288 + (int) (Duration.between(begin, at).toSeconds() / Histories.SLOT);
        if (i >= 0 && i < came.length && (!known || !at.isBefore(begin))) {
          came[i] += Math.rint(size / 24 * (1 + 0.01 * random.nextGaussian()));
        }
      }
      day = day.plusDays(1);
    }
    List<Row> rows = new ArrayList<>();
    double used = 0;
    for (int i = 0; i < came.length; i++) {
      used += came[i] - (i >= 288 ? came[i - 288] : 0);
      if (i >= 2 * 288) {
        Instant at = begin.plusSeconds((i - 2 * 288) * Histories.SLOT + 300);
        rows.add(new Row(at, Reading.ofUsed((long) used, MAX)));
      }
    }
    return rows;
  }

  private static List<Instant> pages(Forecaster f, List<Row> rows) {
    List<Instant> pages = new ArrayList<>();
    boolean claimed = false;
    for (Row row : rows) {
      boolean claims = f.next(row.at(), row.reading()) instanceof Projection.Exhausting;
      if (claims && claimed) {
        pages.add(row.at());
      }
      claimed = claims;
    }
    return pages;
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2026-10-25",
    "America/New_York, 2026-03-08",
    "America/New_York, 2026-11-01",
    "Australia/Lord_Howe, 2026-04-05",
    "Australia/Lord_Howe, 2026-10-04",
  })
  void aBatchOnLocalTimeIsExpectedWhenTheClocksChange(ZoneId zone, LocalDate change) {
    for (double unlike : new double[] {0, 0.1}) {
      for (boolean known : new boolean[] {false, true}) {
        List<Row> rows = batch(zone, change, unlike, known);
        assertThat(pages(new Forecaster(Window.ROLLING_24H, zone), rows))
            .as("nights unlike by %s, hour known %s", unlike, known)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2026-10-25",
    "America/New_York, 2026-03-08",
    "America/New_York, 2026-11-01",
  })
  void withoutATimeZoneTheChangeIsLearntWithinTwoDays(ZoneId zone, LocalDate change) {
    Instant learnt = change.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (double unlike : new double[] {0, 0.1}) {
      for (boolean known : new boolean[] {false, true}) {
        List<Row> rows = batch(zone, change, unlike, known);
        assertThat(pages(new Forecaster(Window.ROLLING_24H), rows))
            .as("nights unlike by %s, hour known %s", unlike, known)
            .allMatch(page -> page.isBefore(learnt));
      }
    }
  }

  /** Between the change of the manifest and the next one of the clocks nothing is different. */
  @ParameterizedTest
  @CsvSource({
    "UTC, Europe/Berlin",
    "UTC, America/New_York",
    "UTC, Asia/Kathmandu",
    "Pacific/Auckland, America/Los_Angeles",
    "Europe/Berlin, UTC",
  })
  void anotherTimeZoneLeavesTheUsualWhereItIs(ZoneId before, ZoneId after) {
    Forecaster stays = new Forecaster(Window.ROLLING_24H, before);
    Forecaster moves = new Forecaster(Window.ROLLING_24H, before);
    List<Row> rows = Histories.rollingDay(Histories.office(70_000), 100_000, 18, 5);
    for (Row row : rows.subList(0, 17 * 288 + 100)) {
      Projection is = moves.next(row.at(), row.reading());
      Projection was = stays.next(row.at(), row.reading());
      assertThat(is).isInstanceOf(was.getClass());
      if (is.use().isPresent()) {
        assertThat(is.use().get().in12h().middle())
            .as("at %s", row.at())
            .isCloseTo(was.use().orElseThrow().in12h().middle(), Offset.offset(1500.0));
      }
      if (row.equals(rows.get(13 * 288 + 7))) {
        moves.follow(after);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29", "2026-10-25"})
  void aStateThatIsRestoredOnTheDayOfTheChangeContinues(LocalDate change) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Forecaster whole = new Forecaster(Window.ROLLING_24H, zone);
    Forecaster restored = new Forecaster(Window.ROLLING_24H, zone);
    Instant midnight = change.atStartOfDay(zone).toInstant();
    for (Row row : batch(zone, change, 0.1, true)) {
      UseForecast is = use(restored.next(row.at(), row.reading()));
      UseForecast was = use(whole.next(row.at(), row.reading()));
      Duration after = Duration.between(midnight, row.at());
      if (Math.abs(after.toHours()) >= 30) {
        continue;
      }
      assertThat(is.in4h().middle())
          .as("at %s", row.at())
          .isCloseTo(was.in4h().middle(), Offset.offset(0.05 * MAX));
      if (after.toSeconds() % 3600 == 0) {
        restored =
            Forecaster.restore(Window.ROLLING_24H, zone, restored.save().orElseThrow())
                .orElseThrow();
      }
    }
  }

  private static UseForecast use(Projection p) {
    UseForecast.Band nothing = new UseForecast.Band(0, 0, 0);
    return p.use().orElse(new UseForecast(nothing, nothing, nothing));
  }

  @ParameterizedTest
  @EnumSource(
      value = Window.class,
      names = {"FIXED_DAY_GMT", "DAY_UNSPECIFIED"})
  void aFixedDayStillTurnsAtMidnightGmt(Window window) {
    Forecaster f = new Forecaster(window, ZoneId.of("America/New_York"));
    Instant last = Instant.EPOCH;
    for (Row row : Histories.fixedDay(Histories.office(70_000), 100_000, 16, 5)) {
      f.next(row.at(), row.reading());
      last = row.at();
    }
    // a Wednesday
    List<UsualUse> usual = f.usual(last.minusSeconds(3600), last.plusSeconds(3600));
    assertThat(usual.getFirst().used()).isGreaterThan(60_000);
    assertThat(usual.getLast().at()).isAfter(Instant.parse("2026-03-18T00:00:00Z"));
    assertThat(usual.getLast().used()).isLessThan(2_000);
  }

  @Test
  void aGaugeHasItsHabitsByLocalTime() {
    ZoneId zone = ZoneId.of("Asia/Kathmandu"); // 5 h 45 min ahead
    Forecaster f = new Forecaster(Window.CONCURRENT, zone);
    Projection p = null;
    for (int i = 0; i < 15 * 288; i++) {
      Instant at = Histories.MONDAY.plusSeconds(i * Histories.SLOT);
      boolean full = at.atZone(zone).getHour() == 9;
      p = f.next(at, Reading.ofUsed(full ? 20 : 3, 20));
    }
    assertThat(p)
        .isInstanceOfSatisfying(
            Projection.Stable.class,
            stable -> {
              Recurrence habit = Objects.requireNonNull(stable.recurrence());
              assertThat(habit.hour()).isEqualTo(9);
              assertThat(habit.zone()).isEqualTo(zone);
              assertThat(ProjectionWords.habit(habit))
                  .isEqualTo("reaches its cap every day at 09:00 Asia/Kathmandu");
            });
  }
}
