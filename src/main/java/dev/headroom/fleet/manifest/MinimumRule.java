package dev.headroom.fleet.manifest;

import dev.headroom.alert.Yardstick;
import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how long a level of a policy must be reached. */
final class MinimumRule {
  static final String NAME = "for";

  private static final String REMEDY =
      "Write an ISO 8601 duration up to PT24H, such as PT10M; PT0S opens at once.";

  private final Findings findings;

  MinimumRule(Findings findings) {
    this.findings = findings;
  }

  /** Returns the minimum; null if the policy names none, and after a violation. */
  @Nullable Duration read(Members members) {
    String text = members.optionalText(NAME, REMEDY);
    if (text == null) {
      return null;
    }
    Optional<Duration> minimum = Forms.duration(text);
    if (minimum.filter(Yardstick::isMinimum).isPresent()) {
      return minimum.get();
    }
    findings.add(
        members.at(NAME), text, minimum.isEmpty() ? "is not a duration" : "is over PT24H", REMEDY);
    return null;
  }
}
