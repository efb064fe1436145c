package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final List<String> MEMBERS = List.of("limit", "recoverBelow");

  @Test
  void anOptionIsDerivedFromItsMemberAndBack() {
    assertThat(Options.of("projectionAttention")).isEqualTo("--projection-attention");
    assertThat(Options.member("--projection-attention")).isEqualTo("projectionAttention");
  }

  @Test
  void violationsOfMembersNameTheirOptions() {
    Violation of = new Violation("recoverBelow", "x", "is no number", "Write one.");
    Violation other = new Violation("policies[0].recoverBelow", "x", "is no number", "Write one.");
    assertThat(Options.toldOf(List.of(of, other), MEMBERS))
        .extracting(Violation::path)
        .containsExactly("--recover-below", "policies[0].recoverBelow");
  }
}
