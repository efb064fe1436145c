package dev.headroom.org;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource({
    "'a\r\nb', 'a  b'",
    "'a\u0001b\u001b[31mc\u007fd\u0085e', 'a b [31mc d e'",
    "'a\u2028b\u2029c', 'a b c'",
    "'pay\u202elap\u202c', 'pay\ufffdlap\ufffd'",
    "'\u2066a\u2069\u200b\u200d\u00ad\ufeff', '\ufffda\ufffd\ufffd\ufffd\ufffd\ufffd'",
    "'a\u3164\u115f\u2800b\u034f', 'a\ufffd\ufffd\ufffdb\ufffd'",
    "'\ud83d\ude00 Zürich 東京', '\ud83d\ude00 Zürich 東京'"
  })
  void invisibleCharactersAreReplaced(String text, String shown) {
    assertThat(PlainText.of(text)).isEqualTo(shown);
    assertThat(PlainText.block(text.replaceAll("[\\r\\n]", ""))).doesNotContain("\u202e", "\u0001");
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(PlainText.of("a\ud83d")).isEqualTo("a\ufffd");
    assertThat(PlainText.of("\ude00\ud83db")).isEqualTo("\ufffd\ufffdb");
    assertThat(PlainText.of("\udb40\udc41")).isEqualTo("\ufffd"); // a tag character: invisible
  }

  @Test
  void aLineHasNoRunsOfBlanksAndNoneAtItsEnds() {
    assertThat(PlainText.line(" \r\n a\t\u00a0 b \u2003", 10)).isEqualTo("a b");
    assertThat(PlainText.line("", 10)).isEmpty();
  }

  @Test
  void aBlockKeepsItsLines() {
    assertThat(PlainText.block("{\r\n\t\"a\": 1\u0000\u202e\n}"))
        .isEqualTo("{\r\n\t\"a\": 1 \ufffd\n}");
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(PlainText.of("a  b", 4)).isEqualTo("a  b");
    assertThat(PlainText.of("a\n bc", 4)).isEqualTo("a  b...");
    assertThat(PlainText.of("abc\ud83d\ude00", 4)).isEqualTo("abc...");
  }

  @Test
  void aLineIsCutBetweenCharacters() {
    assertThat(PlainText.line("abcde", 5)).isEqualTo("abcde");
    assertThat(PlainText.line("abcdef", 5)).isEqualTo("abcde...");
    assertThat(PlainText.line("abcd\ud83d\ude00", 5)).isEqualTo("abcd...");
    assertThat(PlainText.line("abcd   ", 4)).isEqualTo("abcd");
  }
}
