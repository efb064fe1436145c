package dev.headroom.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Levels;
import dev.headroom.limits.LimitName;
import dev.headroom.whatif.Answer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIfWordsTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-30");

  @ParameterizedTest(name = "from {0} to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "30 30 | 59.9 50 | It fits: no level is reached in the next 2 days.",
        "30 30 | 50 60   | It fits, but reaches attention (60 %) on Tue 1 Dec. Without it: no level.",
        "30 65 | 81 30   | It fits, but reaches attention (60 %) on Mon 30 Nov, escalation (80 %) on Mon 30 Nov. Without it: attention (60 %) on Tue 1 Dec.",
        "30 30 | 70 100  | It does not fit. It reaches attention (60 %) on Mon 30 Nov, escalation (80 %) on Tue 1 Dec, 100 % on Tue 1 Dec. Without it: no level.",
        "61 30 | 62 30   | It fits, but reaches attention (60 %) on Mon 30 Nov. So it does without it.",
        "61 30 | 50 30   | It fits: no level is reached in the next 2 days. Without it: attention (60 %) on Mon 30 Nov."
      })
  void aVerdictNamesEachLevelThatIsReachedAndItsFirstDay(
      String before, String after, String verdict) {
    List<Double> was = numbers(before);
    List<Double> becomes = numbers(after);
    List<Answer.Day> days =
        List.of(
            day(MONDAY, was.get(0), becomes.get(0)),
            day(MONDAY.plusDays(1), was.get(1), becomes.get(1)));

    Answer.Told told =
        new Answer.Told(
            LimitName.DAILY_API_REQUESTS,
            Instant.parse("2026-11-30T00:00:00Z"),
            1_000,
            2_000,
            28,
            24,
            true,
            null,
            false,
            outcome(List.of()),
            outcome(days.stream().filter(d -> d.outAfter() > 0).map(Answer.Day::date).toList()),
            days);

    assertThat(WhatIfWords.verdict(told, Levels.DEFAULT)).isEqualTo(verdict);
  }

  /** Peaks in per cent of 1,000 without the change, and of 2,000 with it. */
  private static Answer.Day day(LocalDate date, double before, double after) {
    return new Answer.Day(date, 4, 10 * before, 20 * after, 0, after >= 100 ? 1 : 0);
  }

  private static Answer.Outcome outcome(List<LocalDate> atRisk) {
    return new Answer.Outcome(0, 0, Instant.EPOCH, atRisk, null);
  }

  private static List<Double> numbers(String text) {
    return List.of(text.trim().split(" ", -1)).stream().map(Double::valueOf).toList();
  }
}
