package dev.headroom.fleet.manifest;

import dev.headroom.alert.Reminders;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code reminders}: how often open alerts are sent again. */
final class RemindersSection {
  static final String NAME = "reminders";
  static final Set<String> MEMBERS = Names.of("attention", "escalation");

  private static final String REMEDY =
      "Write {attention: PT24H, escalation: PT4H}, {} for these defaults, or leave it out for none.";
  private static final String DURATION_REMEDY =
      "Write an ISO 8601 duration from PT15M to P30D, such as PT4H, or off.";

  private final Findings findings;

  RemindersSection(Findings findings) {
    this.findings = findings;
  }

  Reminders reminders(Members root) {
    Mapping mapping = root.mapping(NAME, root.optional(NAME), REMEDY);
    if (mapping == null) {
      return Reminders.OFF;
    }
    Members members = new Members(mapping, NAME, false, findings).only(MEMBERS);
    return new Reminders(
        after(members, "attention", Reminders.DEFAULT.attention()),
        after(members, "escalation", Reminders.DEFAULT.escalation()));
  }

  private @Nullable Duration after(Members members, String name, @Nullable Duration unwritten) {
    Node node = members.optional(name);
    if (node == null) {
      return unwritten;
    }
    if (isOff(node)) {
      return null;
    }
    String text = members.optionalText(name, DURATION_REMEDY);
    if (text == null) {
      return unwritten;
    }
    Optional<Duration> after = Forms.duration(text);
    if (after.filter(RemindersSection::fits).isPresent()) {
      return after.get();
    }
    findings.add(
        members.at(name),
        text,
        after.isEmpty() ? "is not a duration" : "is not from PT15M to P30D",
        DURATION_REMEDY);
    return unwritten;
  }

  private static boolean fits(Duration after) {
    return after.compareTo(Reminders.MIN) >= 0 && after.compareTo(Reminders.MAX) <= 0;
  }

  /** {@code off} is text to some YAML readers and false to others. */
  private static boolean isOff(Node node) {
    return node instanceof Scalar s
        && ((s.kind() == Kind.TEXT && s.text().equals("off"))
            || (s.kind() == Kind.BOOLEAN && !s.isTrue()));
  }
}
