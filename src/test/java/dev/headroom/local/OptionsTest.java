package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final List<String> MEMBERS = List.of("limit", "recoverBelow");
  private final List<Violation> violations = new ArrayList<>();

  @Test
  void optionsBearTheNamesOfTheirMembers() {
    Options options = read("acme", "--recover-below", "5", "--limit=Daily*");
    assertThat(options.operands()).containsExactly("acme");
    assertThat(options.values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("limit", "Daily*", "recoverBelow", "5"));
    assertThat(violations).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    read("acme", "--no-such", "1", "--limit", "a", "--limit", "b", "--recover-below");
    assertThat(violations)
        .extracting(Violation::toString)
        .containsExactly(
            "--no-such: is not an option. Write one of --limit, --recover-below.",
            "--limit: stands twice (found: b). Write it once.",
            "--recover-below: has no value. Write it after the option.");
  }

  @Test
  void aValueMayBeEmptyOrNegative() {
    assertThat(read("--limit=", "--recover-below", "-1").values())
        .containsEntry("limit", "")
        .containsEntry("recoverBelow", "-1");
    assertThat(violations).isEmpty();
  }

  @Test
  void violationsOfMembersAreToldOfTheirOptions() {
    Violation of = new Violation("recoverBelow", "x", "is no number", "Write one.");
    Violation other = new Violation("policies[0].recoverBelow", "x", "is no number", "Write one.");
    assertThat(Options.toldOf(List.of(of, other), MEMBERS))
        .extracting(Violation::path)
        .containsExactly("--recover-below", "policies[0].recoverBelow");
  }

  private Options read(String... args) {
    return Options.read(List.of(args), MEMBERS, violations);
  }
}
