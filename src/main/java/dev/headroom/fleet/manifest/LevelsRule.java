package dev.headroom.fleet.manifest;

import dev.headroom.alert.Levels;
import org.jspecify.annotations.Nullable;

/**
 * Reads the levels of a policy. Absent values have their defaults, which are checked against the
 * others too.
 */
final class LevelsRule {
  private static final String RANGE = "Write a percentage from 1 to 100.";

  private final Findings findings;

  LevelsRule(Findings findings) {
    this.findings = findings;
  }

  /** Returns the levels; null after a violation. */
  @Nullable Levels read(Members members) {
    Double attention = level(members, "attention", Levels.DEFAULT.attention());
    Double escalation = level(members, "escalation", Levels.DEFAULT.escalation());
    if (attention != null && escalation != null && attention >= escalation) {
      tellOrder(members, attention, escalation);
      return null;
    }
    Double recover = recoverBelow(members, attention);
    return attention == null || escalation == null || recover == null
        ? null
        : new Levels(attention, escalation, recover);
  }

  private @Nullable Double level(Members members, String name, double byDefault) {
    if (!members.has(name)) {
      return byDefault;
    }
    Double level = members.optionalNumber(name, RANGE);
    if (level != null && (level < 1 || level > 100)) {
      findings.add(members.at(name), text(level), "is not from 1 to 100", RANGE);
      return null;
    }
    return level;
  }

  private void tellOrder(Members members, double attention, double escalation) {
    String remedy = "Put attention below escalation; their defaults are 60 and 80.";
    if (members.has("attention")) {
      String whose = members.has("escalation") ? "" : ", the default";
      findings.add(
          members.at("attention"),
          text(attention),
          "is not below escalation (" + text(escalation) + whose + ")",
          remedy);
    } else {
      findings.add(
          members.at("escalation"),
          text(escalation),
          "is not above attention (" + text(attention) + ", the default)",
          remedy);
    }
  }

  private @Nullable Double recoverBelow(Members members, @Nullable Double attention) {
    String remedy =
        "Write percentage points from 0 to less than attention; the default is 5. A level is left"
            + " below its threshold less this.";
    if (!members.has("recoverBelow")) {
      return attention == null ? null : Double.valueOf(Levels.recoverBelowFor(attention));
    }
    Double recover = members.optionalNumber("recoverBelow", remedy);
    if (recover == null || attention == null || (recover >= 0 && recover < attention)) {
      return recover;
    }
    findings.add(
        members.at("recoverBelow"),
        text(recover),
        "is not from 0 to less than attention (" + text(attention) + ")",
        remedy);
    return null;
  }

  /** Formats a number without a fraction if it has none. */
  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
