package dev.headroom.export.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        9,
        10,
        99_999,
        100_000,
        999_999_999,
        1_000_000_000,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        Long.MAX_VALUE,
        -1,
        Integer.MIN_VALUE,
        Long.MIN_VALUE
      })
  void aWholeNumberIsWrittenAsJavaWritesIt(long number) {
    assertThat(text(new JsonBuffer().add(number).add(number))).isEqualTo("" + number + number);
  }

  @Test
  void aPartOfAnotherBufferIsAppendedHoweverMuchItGrows() {
    JsonBuffer other = new JsonBuffer().add(JsonBuffer.json("abc" + "d".repeat(5_000)));
    JsonBuffer all = new JsonBuffer().add(other, 1, 3).add(other);
    assertThat(text(all)).isEqualTo("bcabc" + "d".repeat(5_000));
  }

  @Test
  void whatIsNoNumberOfJsonIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonBuffer().add(Double.NaN));
  }

  private static String text(JsonBuffer buffer) {
    return new String(buffer.bytes(), StandardCharsets.UTF_8);
  }
}
