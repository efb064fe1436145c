package dev.headroom.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  @Test
  void aKnownSecretIsCutOutPlainAndUrlEncoded() {
    Redactor redactor = Redactor.of(Secret.of("top secret/1"));

    assertThat(redactor.clean("a top secret/1 b top+secret%2F1 c")).isEqualTo("a **** b **** c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00D000000000001!AQ.synthetic_x9",
        "00D5g000000abcdEAA!AQEAQKx.y_z",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln-_",
        "-----BEGIN PRIVATE KEY----- MIIEvg== -----END PRIVATE KEY-----",
        "Bearer abc.def"
      })
  void whatLooksLikeATokenIsCutOut(String token) {
    assertThat(Redactor.of().clean("see " + token + " here")).isEqualTo("see **** here");
  }

  @Test
  void theTextIsOneShortLine() {
    assertThat(Redactor.of().clean("a\r\nb\tc")).isEqualTo("a b c");
    assertThat(Redactor.of().clean("x".repeat(5_000))).hasSize(Redactor.MAX_CHARS + 3);
  }

  @Test
  void aSecretAcrossTheCutLeavesNoPartBehind() {
    String secret = "S".repeat(60);

    assertThat(Redactor.of(Secret.of(secret)).clean("x".repeat(280) + secret)).doesNotContain("S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJaaaaa",
        "00D000000000001!",
        "-----BEGIN -----",
        "-----BEGIN a",
        "bearer ",
        "bearer\u00a0",
        "eyJ",
        ".",
        "x",
        "-----END "
      })
  void noTextIsTooLongOrTooStrange(String begin) {
    for (String more : List.of(".", " ", "-", "a", "!", "\n", begin)) {
      assertThat(
              Redactor.of(Secret.of("aaab")).clean(begin + more.repeat(5_000_000 / begin.length())))
          .hasSizeLessThanOrEqualTo(Redactor.MAX_CHARS + 3);
    }
  }

  @Test
  void aTokenOfManyDotsIsCutOut() {
    assertThat(Redactor.of().clean("see eyJaaaaa" + ".".repeat(5_000) + " here"))
        .isEqualTo("see **** here");
  }

  @Test
  void aSecretAtTheEndOfWhatIsReadLeavesNoPartBehind() {
    String secret = "S".repeat(60);
    for (int before = Redactor.MAX_READ - 100; before < Redactor.MAX_READ + 200; before++) {
      // A token makes room for what comes after it.
      String text = "eyJ" + "a".repeat(before) + " " + secret + "x".repeat(1_000);
      assertThat(Redactor.of(Secret.of(secret)).clean(text)).doesNotContain("S");
    }
  }

  @Test
  void noCharacterIsCutInTwoAndNoneIsInvisible() {
    assertThat(Redactor.of().clean("x".repeat(299) + "\ud83d\ude00"))
        .isEqualTo("x".repeat(299) + "...");
    assertThat(Redactor.of().clean("pay\u202elap \ud800")).isEqualTo("pay\ufffdlap \ufffd");
  }

  @Test
  void ordinaryWordsStay() {
    assertThat(Redactor.of(Secret.of("x")).clean("user hasn't approved this consumer"))
        .isEqualTo("user hasn't approved this consumer");
  }
}
