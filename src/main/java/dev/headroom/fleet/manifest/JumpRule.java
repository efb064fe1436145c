package dev.headroom.fleet.manifest;

import dev.headroom.alert.Jump;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how fast use of a policy's limits may rise. */
final class JumpRule {
  static final String NAME = "jump";
  static final Set<String> MEMBERS = Names.of("points", "within", "severity");
  static final List<String> SEVERITIES =
      List.of(Severity.ATTENTION.word(), Severity.ESCALATION.word());

  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final String REMEDY =
      "Write {points: 10, within: PT15M, severity: attention}, or leave it out.";
  private static final String POINTS_REMEDY =
      "Write percentage points of the limit's max, above 0 to 100.";
  private static final String WITHIN_REMEDY = "Write an ISO 8601 duration from PT5M to PT1H.";
  private static final String SEVERITY_REMEDY =
      "Write one of: " + String.join(", ", SEVERITIES) + ".";

  private final Findings findings;

  JumpRule(Findings findings) {
    this.findings = findings;
  }

  /** Returns the rule; null if the policy has none, and after a violation. */
  @Nullable Jump read(Members policy) {
    Node node = policy.optional(NAME);
    Mapping mapping = node == null ? null : policy.mapping(NAME, node, REMEDY);
    if (mapping == null) {
      return null;
    }
    Members members = new Members(mapping, policy.at(NAME), false, findings).only(MEMBERS);
    Double points = points(members);
    Duration within = within(members);
    Severity severity = severity(members);
    return points == null || within == null || severity == null
        ? null
        : new Jump(points, within, severity);
  }

  private @Nullable Double points(Members members) {
    if (!members.has("points")) {
      findings.add(members.at("points"), "is missing", POINTS_REMEDY);
      return null;
    }
    Double points = members.optionalNumber("points", POINTS_REMEDY);
    if (points == null || (points > 0 && points <= 100)) {
      return points;
    }
    findings.add(
        members.at("points"), LevelsRule.text(points), "is not above 0 to 100", POINTS_REMEDY);
    return null;
  }

  private @Nullable Duration within(Members members) {
    if (!members.has("within")) {
      return WITHIN;
    }
    String text = members.optionalText("within", WITHIN_REMEDY);
    if (text == null) {
      return null;
    }
    Optional<Duration> within = Forms.duration(text);
    if (within.filter(Jump::fits).isPresent()) {
      return within.get();
    }
    findings.add(
        members.at("within"),
        text,
        within.isEmpty() ? "is not a duration" : "is not from PT5M to PT1H",
        WITHIN_REMEDY);
    return null;
  }

  private @Nullable Severity severity(Members members) {
    String word = members.optionalText("severity", SEVERITY_REMEDY);
    if (word == null) {
      return members.has("severity") ? null : Severity.ATTENTION;
    }
    if (SEVERITIES.contains(word)) {
      return word.equals(Severity.ATTENTION.word()) ? Severity.ATTENTION : Severity.ESCALATION;
    }
    findings.add(members.at("severity"), word, "is not a severity of a jump", SEVERITY_REMEDY);
    return null;
  }
}
