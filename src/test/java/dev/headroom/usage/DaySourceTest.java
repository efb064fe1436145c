package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.DaySource.Knowledge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DaySourceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final OptionalLong SOME = OptionalLong.of(400);

  @Test
  void aDayWithoutAFileIsUnknownAndNotZero() {
    DaySource source = DaySource.of(DAY, List.of(reading("a", DAY.plusDays(1), 9, "")), SOME);
    assertThat(source.knowledge()).isEqualTo(Knowledge.UNKNOWN);
    assertThat(source.reasons()).containsExactly("there is no file of the day");
    assertThat(DaySource.of(DAY, List.of(), OptionalLong.empty()).answers()).isFalse();
  }

  @Test
  void aDayOnWhichNothingWasUsedNeedsNoFile() {
    DaySource source = DaySource.of(DAY, List.of(), OptionalLong.of(0));
    assertThat(source.knowledge()).isEqualTo(Knowledge.KNOWN);
    assertThat(source.word()).isEqualTo("none");
  }

  @Test
  void anEmptyFileIsNotAnAnswerUntilOneFollows() {
    FileReading empty = reading("a", DAY, 0, "it has a header only");
    DaySource alone = DaySource.of(DAY, List.of(empty), SOME);
    assertThat(alone.knowledge()).isEqualTo(Knowledge.UNKNOWN);
    assertThat(alone.reasons()).containsExactly("a: it has a header only");
    DaySource both = DaySource.of(DAY, List.of(empty, reading("b", DAY, 9, "")), SOME);
    assertThat(both.knowledge()).isEqualTo(Knowledge.KNOWN);
    assertThat(both.word()).isEqualTo("daily");
  }

  @Test
  void aBrokenFileMakesTheDayPartial() {
    DaySource source = DaySource.of(DAY, List.of(reading("a", DAY, 9, "it is broken")), SOME);
    assertThat(source.knowledge()).isEqualTo(Knowledge.PARTIAL);
    assertThat(source.answers()).isTrue();
    assertThat(source.reasons()).containsExactly("a: it is broken");
  }

  private static FileReading reading(String id, LocalDate day, int rows, String problem) {
    EventLogFile file =
        new EventLogFile(
            id,
            EventLogFile.API_TOTAL_USAGE,
            day,
            EventLogFile.Interval.DAILY,
            0,
            1,
            Instant.parse("2026-03-03T04:00:00Z"));
    return new FileReading(file, 0, rows, Optional.of(problem).filter(p -> !p.isEmpty()), false);
  }
}
