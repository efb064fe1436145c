package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.DaySource.Knowledge;
import dev.headroom.usage.Unexplained.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnexplainedTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");
  private static final DaySource DAILY = source(Knowledge.KNOWN, true, false);

  @Test
  void ofADayWithoutFilesNothingIsExplainedAndNothingIsZero() {
    Unexplained none = of(source(Knowledge.UNKNOWN, false, false), 900, 0, true);
    assertThat(none.used()).hasValue(900);
    assertThat(none.calls()).isEmpty();
    assertThat(kinds(none)).containsExactly(Kind.DAY_UNKNOWN);
  }

  @Test
  void withoutAReadingNearTheEndOfTheDayThereIsNothingToCompare() {
    Unexplained none = Unexplained.of(DAILY, usage(60), Optional.empty(), true);
    assertThat(none.calls()).isEmpty();
    assertThat(kinds(none)).containsExactly(Kind.COUNTER_UNKNOWN);
  }

  @Test
  void theReadingNearestToMidnightStandsForTheDay() {
    CounterReading before = new CounterReading(MIDNIGHT.minus(Duration.ofMinutes(4)), 1);
    CounterReading after = new CounterReading(MIDNIGHT.plus(Duration.ofMinutes(3)), 2);
    CounterReading far = new CounterReading(MIDNIGHT.plus(Duration.ofMinutes(16)), 3);
    assertThat(CounterReading.atEndOf(DAY, List.of(before, far, after))).contains(after);
    assertThat(CounterReading.atEndOf(DAY, List.of(far))).isEmpty();
  }

  @Test
  void aFewCallsAreTheAgeOfTheReading() {
    // 60 calls an hour are one a minute; the reading is 4 minutes off and up to 5 minutes old
    Unexplained some = of(DAILY, 60 * 24 + 9, 4, true);
    assertThat(some.calls()).hasValue(9);
    assertThat(kinds(some)).containsExactly(Kind.AGE_OF_READING);
    assertThat(some.reasons().getFirst().atMost()).hasValue(9);
    assertThat(kinds(of(DAILY, 60 * 24 - 9, 4, true))).containsExactly(Kind.AGE_OF_READING);
  }

  @Test
  void manyCallsOfAWholeDayAreInNoFile() {
    Unexplained many = of(DAILY, 60 * 24 + 300, 0, true);
    assertThat(kinds(many)).containsExactly(Kind.NOT_IN_FILES, Kind.AGE_OF_READING);
    assertThat(many.reasons().getFirst().atMost()).hasValue(300);
  }

  @Test
  void whatWasNotReadIsLikelierThanWhatWasNotWritten() {
    assertThat(kinds(of(source(Knowledge.PARTIAL, true, false), 9_000, 0, true)))
        .containsExactly(Kind.PARTIAL_DAY, Kind.AGE_OF_READING);
    assertThat(kinds(of(DAILY, 9_000, 0, false)))
        .containsExactly(Kind.LATE_ROWS, Kind.AGE_OF_READING);
  }

  @Test
  void anHourWithoutAnyCallMayHaveNoFileYet() {
    DaySource hourly = source(Knowledge.KNOWN, false, true);
    Optional<CounterReading> end = Optional.of(new CounterReading(MIDNIGHT, 9_000));
    assertThat(kinds(Unexplained.of(hourly, usage(0), end, true)))
        .containsExactly(Kind.HOURS_MISSING, Kind.AGE_OF_READING);
    assertThat(kinds(Unexplained.of(hourly, usage(60), end, true)))
        .containsExactly(Kind.NOT_IN_FILES, Kind.AGE_OF_READING);
  }

  @Test
  void moreCallsThanTheCounterHasAreSaidToo() {
    Unexplained less = of(DAILY, 60 * 24 - 300, 0, true);
    assertThat(less.calls()).hasValue(-300);
    assertThat(kinds(less)).containsExactly(Kind.NOT_IN_COUNTER, Kind.AGE_OF_READING);
  }

  @Test
  void whatAddsUpNeedsNoReason() {
    Unexplained none = of(DAILY, 60 * 24, 0, true);
    assertThat(none.calls()).hasValue(0);
    assertThat(none.reasons()).isEmpty();
  }

  private static Unexplained of(DaySource source, long used, int minutesOff, boolean next) {
    CounterReading end = new CounterReading(MIDNIGHT.minus(Duration.ofMinutes(minutesOff)), used);
    return Unexplained.of(source, usage(60), Optional.of(end), next);
  }

  private static List<Kind> kinds(Unexplained unexplained) {
    return unexplained.reasons().stream().map(Unexplained.Reason::kind).toList();
  }

  private static DaySource source(Knowledge knowledge, boolean daily, boolean hourly) {
    return new DaySource(DAY, knowledge, daily, hourly, List.of());
  }

  private static DayUsage usage(long anHour) {
    return new DayUsage(
        DAY,
        anHour * 24,
        0,
        List.of(
            new DayUsage.Share(
                0,
                anHour * 24,
                Collections.nCopies(24, anHour),
                Map.of(),
                0,
                List.of(),
                1,
                1,
                new TreeSet<>())),
        List.of(),
        List.of());
  }
}
