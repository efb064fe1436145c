package dev.headroom.fleet.manifest;

import dev.headroom.alert.Horizons;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the horizons of a policy's projection. */
final class HorizonsRule {
  static final String NAME = "projection";
  static final Set<String> MEMBERS = Names.of("attention", "escalation");

  private static final String REMEDY =
      "Write {attention: PT12H, escalation: PT4H}, off, or leave it out for the defaults.";
  private static final String HORIZON_REMEDY =
      "Write an ISO 8601 duration up to P30D, such as PT12H or P14D.";

  private final Findings findings;

  HorizonsRule(Findings findings) {
    this.findings = findings;
  }

  /** The horizons; empty when the policy names none, and after a violation. */
  Optional<Horizons> read(Members members) {
    Node node = members.optional(NAME);
    if (node == null) {
      return Optional.empty();
    }
    if (isOff(node)) {
      return Optional.of(Horizons.OFF);
    }
    Mapping mapping = members.mapping(NAME, node, REMEDY);
    return mapping == null
        ? Optional.empty()
        : horizons(new Members(mapping, members.at(NAME), false, findings).only(MEMBERS));
  }

  private Optional<Horizons> horizons(Members members) {
    Duration attention = horizon(members, "attention");
    Duration escalation = horizon(members, "escalation");
    if (members.names().isEmpty()) {
      findings.add(members.path(), "is empty", REMEDY);
      return Optional.empty();
    }
    if (attention != null && escalation != null && escalation.compareTo(attention) > 0) {
      findings.add(
          members.at("escalation"),
          escalation.toString(),
          "is longer than attention (" + attention + ")",
          "Give the escalation the shorter horizon.");
      return Optional.empty();
    }
    return Optional.of(new Horizons(attention, escalation));
  }

  private @Nullable Duration horizon(Members members, String name) {
    String text = members.optionalText(name, HORIZON_REMEDY);
    if (text == null) {
      return null;
    }
    Optional<Duration> horizon = Forms.duration(text);
    if (horizon.filter(Horizons::fits).isPresent()) {
      return horizon.get();
    }
    findings.add(
        members.at(name),
        text,
        horizon.isEmpty() ? "is not a duration" : "is not over PT0S and at most P30D",
        HORIZON_REMEDY);
    return null;
  }

  /** {@code off} is text to some readers of YAML and false to others. */
  private static boolean isOff(Node node) {
    return node instanceof Scalar s
        && ((s.kind() == Kind.TEXT && s.text().equals("off"))
            || (s.kind() == Kind.BOOLEAN && !s.isTrue()));
  }
}
