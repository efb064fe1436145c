package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fuzz.WorkGrowth;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  /** Against the same pattern as a regular expression, over an alphabet in which much repeats. */
  @Test
  void aStarStandsForAnyRunOfCharacters() {
    Random random = new Random(20261129);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = text(random, "ab*", 8);
      String name = text(random, "ab", 10);
      boolean expected = Pattern.matches(pattern.replaceAll("\\*+", ".*"), name);
      assertThat(NamePattern.matches(pattern, name))
          .as("%s of %s", pattern, name)
          .isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(20_000);
  }

  private static String text(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a*", "*a", "*a*", "a*b", "*ab*"})
  void noPatternRunsAway(String piece) {
    WorkGrowth growth =
        WorkGrowth.of(
            50_000,
            "a"::repeat,
            name -> {
              String stars = piece.repeat(name.length() / piece.length());
              NamePattern.matches(stars + "b", name);
              NamePattern.matches("*" + name.substring(name.length() / 2) + "b*", name);
              NamePattern.matches("*" + name.substring(1) + "b*" + stars, name + name);
            });

    assertThat(growth.time()).isLessThan(WorkGrowth.MAX_LINEAR);
  }
}
