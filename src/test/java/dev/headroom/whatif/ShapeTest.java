package dev.headroom.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
  /** A Wednesday. */
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "even",
        "02:00-04:00",
        "22:30-01:00",
        "weekdays 09:00-17:00",
        "weekends 00:00-06:00",
        "mon,thu 22:00-01:00",
        "weekdays",
        "sun"
      })
  void isWrittenAsItIsRead(String text) {
    assertThat(Shape.read(text).orElseThrow()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "always", "25:00-26:00", "02:00", "mon tue", "mon,xyz 02:00-03:00", "a b c"})
  void isNothingElse(String text) {
    assertThat(Shape.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "even,                 24, 1",
    "even,                 6,  0.25",
    "10:00-14:00,          24, 1",
    "10:00-14:00,          1,  0.25",
    "22:00-02:00,          12, 0.5",
    "weekends,             48, 0",
    "weekdays 09:00-11:00, 72, 3",
    "wed 11:00-13:00,      24, 0.5",
  })
  void whatComesInTheHoursBeforeNoon(String shape, int hours, double days) {
    // Of "22:00-02:00" only what begins on Tuesday at midnight counts: half.
    Instant start = NOON.minus(Duration.ofHours(hours));

    assertThat(Shape.read(shape).orElseThrow().between(start, NOON)).isCloseTo(days, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "02:00-04:00,     PT3H,  05:00-07:00",
    "mon 23:00-23:30, PT2H,  tue 01:00-01:30",
    "mon 01:00-02:00, -PT2H, sun 23:00-00:00",
    "even,            PT1H,  01:00-01:00",
  })
  void movesOverMidnightWithItsDays(String shape, Duration by, String moved) {
    assertThat(Shape.read(shape).orElseThrow().moved(by)).hasToString(moved);
  }

  @Test
  void nothingComesInNoTime() {
    assertThat(Shape.EVEN.between(NOON, NOON)).isZero();
  }
}
