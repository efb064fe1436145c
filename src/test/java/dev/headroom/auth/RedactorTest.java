package dev.headroom.auth;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void ordinaryWordsStay() {
    assertThat(Redactor.of(Secret.of("x")).clean("user hasn't approved this consumer"))
        .isEqualTo("user hasn't approved this consumer");
  }
}
