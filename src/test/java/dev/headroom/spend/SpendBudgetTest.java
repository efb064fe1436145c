package dev.headroom.spend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpendBudgetTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final List<Purpose> OTHERS =
      List.of(Purpose.USAGE, Purpose.ACCESS, Purpose.DOCTOR);
  private static final Duration FIVE = Duration.ofMinutes(5);

  @Test
  void aReadingEveryFiveMinutesIsWithinTheDefaultCap() {
    Day day = new Day(FIVE, 400);
    for (int i = 0; i < 288; i++) {
      day.slot(1);
    }
    assertThat(day.readings).hasSize(288);
    assertThat(day.spend.today()).isEqualTo(288);
  }

  @Test
  void theCapIsTheLargerOfHalfAPerCentAndFourHundred() {
    assertThat(SpendRule.byDefault(0)).isEqualTo(400);
    assertThat(SpendRule.byDefault(5_000)).isEqualTo(400);
    assertThat(SpendRule.byDefault(80_000)).isEqualTo(400);
    assertThat(SpendRule.byDefault(100_000)).isEqualTo(500);
    assertThat(SpendRule.byDefault(5_000_000)).isEqualTo(25_000);
  }

  @ParameterizedTest
  @CsvSource({
    // cap, interval in minutes, minutes between readings at midnight
    "400, 5, 5",
    "312, 5, 5",
    "311, 5, 10",
    "200, 5, 10",
    "100, 5, 20",
    "50, 5, 60",
    "50, 7, 56",
    "50, 45, 45",
    "50, 90, 90",
    "50, 1440, 1440"
  })
  void theDayIsSharedEvenly(long cap, int interval, int between) {
    SpendBudget budget =
        new SpendBudget(Spend.none(MIDNIGHT, cap), MIDNIGHT, Duration.ofMinutes(interval));
    assertThat(budget.gap()).isEqualTo(Duration.ofMinutes(between));
    assertThat(budget.isWidened()).isEqualTo(between > interval);
  }

  /** Whatever a reading costs and other jobs take, with every interval and many caps. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 10, 13, 15, 30, 45, 60, 90})
  void noDayPassesItsCapAndNoOrgIsSilentForMoreThanAnHour(int minutes) {
    Duration interval = Duration.ofMinutes(minutes);
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Day day = new Day(interval, random.nextInt(50, 450));
      Instant end = MIDNIGHT.plus(Duration.ofDays(2));
      while (day.now.isBefore(end)) {
        if (random.nextInt(20) == 0) {
          Purpose purpose = OTHERS.get(random.nextInt(OTHERS.size()));
          day.other(purpose, random.nextInt(1, 60));
        }
        day.slot(random.nextInt(1, 5));
        assertThat(day.spend.today())
            .as("seed %d, cap %d, at %s", seed, day.spend.cap(), day.now)
            .isLessThanOrEqualTo((int) day.spend.cap());
      }
      Duration longest =
          interval.compareTo(SpendBudget.MAX_SILENCE) > 0 ? interval : SpendBudget.MAX_SILENCE;
      for (int i = 1; i < day.readings.size(); i++) {
        assertThat(Duration.between(day.readings.get(i - 1), day.readings.get(i)))
            .as("seed %d, cap %d, after %s", seed, day.spend.cap(), day.readings.get(i - 1))
            .isLessThanOrEqualTo(longest);
      }
    }
  }

  @Test
  void usageAndAccessWaitForReadingsButEachAlwaysHasASixteenth() {
    Spend fresh = Spend.none(MIDNIGHT, 400);
    // 400 less 288 readings, 24 kept back and a sixteenth for access.
    assertThat(grant(fresh, Purpose.USAGE, 500)).isEqualTo(63);
    assertThat(grant(fresh.plus(Purpose.USAGE, 63), Purpose.USAGE, 500)).isZero();
    assertThat(grant(fresh.plus(Purpose.USAGE, 63), Purpose.ACCESS, 500)).isEqualTo(25);
    Spend tight = Spend.none(MIDNIGHT, 300);
    assertThat(grant(tight, Purpose.ACCESS, 25)).isEqualTo(18);
    assertThat(grant(tight.plus(Purpose.USAGE, 30), Purpose.ACCESS, 25)).isEqualTo(18);
    assertThat(grant(tight.plus(Purpose.ACCESS, 18), Purpose.ACCESS, 25)).isZero();
    assertThat(grant(Spend.none(MIDNIGHT, 50), Purpose.ACCESS, 25)).isEqualTo(2);
  }

  @Test
  void aCheckThatAPersonAsksForMayTakeAllButWhatHourlyReadingsNeed() {
    assertThat(grant(Spend.none(MIDNIGHT, 300), Purpose.DOCTOR, 300)).isEqualTo(252);
  }

  @Test
  void aCapThatIsLoweredDuringTheDayStillLeavesAReadingPerHour() {
    Instant noon = MIDNIGHT.plus(Duration.ofHours(12));
    Spend over = Spend.none(noon, 100).plus(Purpose.LIMITS, 144).askedAt(noon);
    assertThat(new SpendBudget(over, noon.plus(Duration.ofMinutes(55)), FIVE).isReadingDue())
        .isFalse();
    assertThat(new SpendBudget(over, noon.plus(Duration.ofHours(1)), FIVE).isReadingDue()).isTrue();
    assertThat(new SpendBudget(over, noon, FIVE).mayRepeat()).isFalse();
    assertThat(grant(over, Purpose.DOCTOR, 1)).isZero();
  }

  @Test
  void aNewDayBeginsWithNothingSpentAndALateCallCountsOnTheNewOne() {
    Spend old = Spend.none(MIDNIGHT, 400).plus(Purpose.LIMITS, 288);
    Instant next = MIDNIGHT.plus(Duration.ofDays(1));
    assertThat(old.on(next).today()).isZero();
    assertThat(old.on(next).on(MIDNIGHT).day()).isEqualTo(Spend.dayOf(next));
    assertThat(old.on(next.minusSeconds(1)).today()).isEqualTo(288);
  }

  @Test
  void aReadingThatLiesAheadOfTheClockKeepsNoneFromBeingMade() {
    Spend ahead = Spend.none(MIDNIGHT, 60).askedAt(MIDNIGHT.plus(Duration.ofDays(3)));
    assertThat(new SpendBudget(ahead, MIDNIGHT, FIVE).isReadingDue()).isTrue();
  }

  private static int grant(Spend spend, Purpose purpose, int wanted) {
    return new SpendBudget(spend, MIDNIGHT, FIVE).grant(purpose, wanted);
  }

  /** Days of an org, slot by slot. */
  private static final class Day {
    private final Duration interval;
    private final List<Instant> readings = new ArrayList<>();
    private Spend spend;
    private Instant now = MIDNIGHT;

    Day(Duration interval, long cap) {
      this.interval = interval;
      this.spend = Spend.none(MIDNIGHT, cap);
    }

    void other(Purpose purpose, int wanted) {
      spend = spend.on(now);
      spend = spend.plus(purpose, new SpendBudget(spend, now, interval).grant(purpose, wanted));
    }

    /** Reads, if it is due, with as many of {@code calls} as are allowed. */
    void slot(int calls) {
      spend = spend.on(now);
      if (new SpendBudget(spend, now, interval).isReadingDue()) {
        spend = spend.plus(Purpose.LIMITS, 1).askedAt(now);
        for (int i = 1; i < calls && new SpendBudget(spend, now, interval).mayRepeat(); i++) {
          spend = spend.plus(Purpose.LIMITS, 1);
        }
        readings.add(now);
      }
      now = now.plus(interval);
    }
  }
}
