package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:05:00Z");

  @ParameterizedTest
  @CsvSource({
    "99.99,99.9 %",
    "100,100.0 %",
    "0,0.0 %",
    "-3.21,-3.3 %",
    "2500,'2,500 %'",
    "33.333333333333336,33.3 %"
  })
  void aPercentageIsRoundedDownSoThatAlmostFullIsNotFull(double percent, String text) {
    assertThat(Figures.percent(percent)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T10:04:30Z,just now",
    "2026-11-25T10:01:30Z,3 min ago",
    "2026-11-25T08:00:00Z,2 h ago",
    "2026-11-22T08:00:00Z,3 days ago",
    "2026-11-25T10:15:00Z,in 10 min"
  })
  void relativeTimeIsRoundedDown(Instant at, String text) {
    assertThat(Figures.ago(at, NOW)).isEqualTo(text);
  }

  @Test
  void timeOfAnotherDayNamesTheDay() {
    assertThat(Figures.time(NOW, NOW)).isEqualTo("10:05");
    assertThat(Figures.time(NOW.minusSeconds(86_400), NOW)).isEqualTo("24 Nov 10:05");
  }

  @Test
  void textIsCutAtAnEllipsis() {
    assertThat(Figures.cut("one  two\nthree", 9)).isEqualTo("one two …");
    assertThat(Figures.cut("short", 9)).isEqualTo("short");
    assertThat(Figures.cut(null, 9)).isEmpty();
  }
}
