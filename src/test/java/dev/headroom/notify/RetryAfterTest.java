package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Collectors;
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
        "999999999 | PT48H",
        "0.0000000001 | PT0.000000001S",
        "Wed, 25 Nov 2026 10:02:00 GMT | PT2M",
        "Wed, 25 Nov 2026 09:00:00 GMT | PT0S",
        "Fri, 27 Nov 2026 10:00:00 GMT | PT48H",
        "fri, 27 nov 2026 10:00:01 gmt | PT48H",
        "Mon, 25 Nov 2026 10:02:00 GMT | PT2M",
        "Wednesday, 25-Nov-26 10:02:00 GMT | PT2M",
        "Wed Nov 25 10:02:00 2026 | PT2M",
        "Wed Dec  2 10:00:00 2026 | PT48H",
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
  void everySecondFractionAndDateIsReadExactly() {
    Random random = new Random(24);
    for (int i = 0; i < 2_000; i++) {
      long millis = random.nextLong(RetryAfter.LONGEST.toMillis());
      String fraction = BigDecimal.valueOf(millis, 3).toPlainString();
      assertThat(RetryAfter.parse(fraction, NOW)).contains(Duration.ofMillis(millis));
      Duration seconds = Duration.ofSeconds(millis / 1_000);
      assertThat(RetryAfter.parse(Long.toString(seconds.toSeconds()), NOW)).contains(seconds);
      Instant now = NOW.plusNanos(random.nextInt(1_000_000_000));
      Instant at = NOW.plusSeconds(1 + seconds.toSeconds() / 2);
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
      assertThat(RetryAfter.parse(date, now)).contains(Duration.between(now, at));
    }
  }

  @Test
  void noTextAtAllMakesItFailOrWaitTooLong() {
    Random random = new Random(24);
    String parts = "0123456789.,:- GMTWedNov+eE\u0661\t";
    for (int i = 0; i < 5_000; i++) {
      String text =
          random
              .ints(random.nextInt(20), 0, parts.length())
              .mapToObj(at -> parts.substring(at, at + 1))
              .collect(Collectors.joining());
      RetryAfter.parse(text, NOW)
          .ifPresent(
              wait -> assertThat(wait).as(text).isBetween(Duration.ZERO, RetryAfter.LONGEST));
    }
  }

  @Test
  void aHeaderOfManyDigitsIsNotParsedAsANumber() {
    assertThat(RetryAfter.parse("9".repeat(100_000), NOW)).isEmpty();
  }
}
