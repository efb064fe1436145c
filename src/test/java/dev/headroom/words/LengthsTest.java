package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "12 h,PT12H",
    "12h,PT12H",
    "1 h 30 min,PT1H30M",
    "90 min,PT1H30M",
    "14 days,PT336H",
    "1 day 2 hours,PT26H",
    "-3 h,PT-3H",
    "0 min,PT0S",
    "PT4H,PT4H",
    "P14D,PT336H"
  })
  void aLengthIsReadAsPeopleWriteIt(String text, Duration length) {
    assertThat(Lengths.parse(text)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "12", "h", "12 x", "min", "1.5 h", "99999999999 h", "P"})
  void aTextThatIsNoLengthIsNotRead(String text) {
    assertThat(Lengths.parse(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "PT12H,12 h",
    "PT10M,10 min",
    "PT1H30M,1 h 30 min",
    "P14D,14 days",
    "P1D,1 day",
    "PT26H,26 h",
    "PT90S,PT1M30S",
    "PT0S,0 min"
  })
  void aLengthIsShownExactly(Duration length, String text) {
    assertThat(Lengths.text(length)).isEqualTo(text);
    assertThat(Lengths.parse(text)).contains(length);
  }
}
