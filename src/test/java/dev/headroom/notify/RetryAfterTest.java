package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "7 | PT7S",
        " 30 | PT30S",
        "0.376 | PT0.376S",
        "1.5 | PT1.5S",
        "999999999 | PT24H",
        "Wed, 25 Nov 2026 10:02:00 GMT | PT2M",
        "Wed, 25 Nov 2026 09:00:00 GMT | PT0S",
        "Fri, 27 Nov 2026 10:00:00 GMT | PT24H",
        "Wednesday, 25-Nov-26 10:02:00 GMT | PT2M",
        "Wed Nov 25 10:02:00 2026 | PT2M",
        "Wed Dec  2 10:00:00 2026 | PT24H",
      })
  void secondsAndDatesAreRead(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-3", "1e3", "1,5", "2026-11-25T10:02:00Z"})
  void anythingElseIsNotAnAnswer(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void aHeaderOfManyDigitsIsNotParsedAsANumber() {
    assertThat(RetryAfter.parse("9".repeat(100_000), NOW)).isEmpty();
  }
}
