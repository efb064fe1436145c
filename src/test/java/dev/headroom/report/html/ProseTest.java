package dev.headroom.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {
  /** A Wednesday. */
  private static final Instant NOW = Instant.parse("2026-11-25T10:07:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Likely out around 14:20 GMT (83 %).|2026-11-25T14:20:00Z",
        "between 13:50 and Thu 02:10 GMT|2026-11-25T13:50:00Z 2026-11-26T02:10:00Z",
        "Used up since Tue 03:05 GMT.|2026-11-24T03:05:00Z",
        "around Tue 03:05|2026-12-01T03:05:00Z",
        "around 9 Dec 11:00|2026-12-09T11:00:00Z",
        "around 9 Jan 11:00|2027-01-09T11:00:00Z",
        "Paused until 2026-11-28T17:26:00Z by me|2026-11-28T17:26:00Z",
        "27 of 30 Feb 11:00|''",
        "no time, 12:3 or 25:00 or 1:02:03|''"
      })
  void timesOfASentenceAreMarked(String sentence, String times) {
    assertThat(
            Prose.of(sentence, NOW).stream()
                .map(Prose.Part::iso)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")))
        .isEqualTo(times);
  }

  @Test
  void wordsStayAsTheyAreButPagesWriteUtc() {
    assertThat(
            Prose.of("Used up since Tue 03:05 GMT. Room at 14:20.", NOW).stream()
                .map(Prose.Part::text))
        .containsExactly("Used up since ", "Tue 03:05 UTC", ". Room at ", "14:20", ".");
    assertThat(Prose.plain("Paused until 2026-11-28T17:26:00Z by me", NOW))
        .isEqualTo("Paused until 28 Nov 17:26 UTC by me");
    assertThat(Prose.plain("begins anew at 00:00 GMT", NOW)).isEqualTo("begins anew at 00:00 UTC");
  }

  @Test
  void anInstantIsTheOnlyTimeInOthersWords() {
    assertThat(Prose.withOthersWords("it answered <12:30>; next at 2026-11-25T12:00:00Z", NOW))
        .containsExactly(
            new Prose.Part("it answered <12:30>; next at ", null),
            new Prose.Part("12:00 UTC", "2026-11-25T12:00:00Z"));
  }
}
