package dev.headroom.fleet.manifest;

import dev.headroom.alert.Levels;
import dev.headroom.alert.Threshold;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.limits.Reading;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the levels of a policy. Absent values have their defaults, which are checked against the
 * others too.
 */
final class LevelsRule {
  static final String ATTENTION = "attention";
  static final String ESCALATION = "escalation";
  static final String RECOVER_BELOW = "recoverBelow";
  static final Set<String> THRESHOLD_MEMBERS = Names.of("percent", "used", "remaining");

  private static final String PERCENT = "percent";
  private static final String RANGE = "Write a percentage from 1 to 100.";
  private static final String LEVEL =
      "Write a percentage from 1 to 100, or amounts such as {used: 12000} or {remaining: 500}.";
  private static final String RECOVER_REMEDY =
      "Write percentage points from 0 to less than attention; the default is 5. A level is left"
          + " below its threshold less this.";
  private static final String AMOUNT = "Write a whole number from 1 to " + Reading.LARGEST + ".";

  private final Findings findings;

  LevelsRule(Findings findings) {
    this.findings = findings;
  }

  /** Returns the levels; null after a violation. */
  @Nullable Levels read(Members members) {
    Threshold attention = level(members, ATTENTION, Levels.DEFAULT.attention());
    Threshold escalation = level(members, ESCALATION, Levels.DEFAULT.escalation());
    if (attention != null && escalation != null && !isInOrder(members, attention, escalation)) {
      return null;
    }
    Double recover = recoverBelow(members, attention);
    return attention == null || escalation == null || recover == null
        ? null
        : Levels.of(attention, escalation, recover);
  }

  private @Nullable Threshold level(Members members, String name, double byDefault) {
    return members.has(name) ? threshold(members, name) : Threshold.of(byDefault);
  }

  /** Returns a threshold; null if it is absent, and after a violation. */
  @Nullable Threshold threshold(Members members, String name) {
    Node node = members.optional(name);
    if (!(node instanceof Mapping mapping)) {
      Double percent = percent(members, name, LEVEL);
      return percent == null ? null : Threshold.of(percent);
    }
    Members amounts =
        new Members(mapping, members.at(name), false, findings).only(THRESHOLD_MEMBERS);
    if (amounts.names().isEmpty()) {
      findings.add(amounts.path(), "is empty", LEVEL);
      return null;
    }
    Double percent = percent(amounts, PERCENT, RANGE);
    Long used = amount(amounts, "used");
    Long remaining = amount(amounts, "remaining");
    boolean isWhole =
        (percent != null || !amounts.has(PERCENT))
            && (used != null || !amounts.has("used"))
            && (remaining != null || !amounts.has("remaining"));
    return isWhole && (percent != null || used != null || remaining != null)
        ? new Threshold(percent, used, remaining)
        : null;
  }

  private @Nullable Double percent(Members members, String name, String remedy) {
    Double level = members.optionalNumber(name, remedy);
    if (level != null && (level < 1 || level > 100)) {
      findings.add(members.at(name), text(level), "is not from 1 to 100", remedy);
      return null;
    }
    return level;
  }

  private @Nullable Long amount(Members members, String name) {
    Double number = members.optionalNumber(name, AMOUNT);
    if (number == null) {
      return null;
    }
    Optional<Long> whole =
        number == Math.rint(number) && number >= 1 && number <= Reading.LARGEST
            ? Optional.of(number.longValue())
            : Optional.empty();
    if (whole.isEmpty()) {
      findings.add(members.at(name), text(number), "is not a whole number from 1 on", AMOUNT);
    }
    return whole.orElse(null);
  }

  /** Whether attention begins before escalation, as far as their forms can be compared. */
  boolean isInOrder(Members members, Threshold attention, Threshold escalation) {
    Double low = attention.percent();
    Double high = escalation.percent();
    if (low != null && high != null && low >= high) {
      tellOrder(members, low, high);
      return false;
    }
    return isInOrder(members, "used", attention.used(), escalation.used(), true)
        && isInOrder(members, "remaining", attention.remaining(), escalation.remaining(), false);
  }

  private boolean isInOrder(
      Members members, String form, @Nullable Long low, @Nullable Long high, boolean isBelow) {
    if (low == null || high == null || (isBelow ? low < high : low > high)) {
      return true;
    }
    findings.add(
        members.at(ATTENTION) + "." + form,
        low.toString(),
        "is not %s that of escalation (%d)".formatted(isBelow ? "below" : "above", high),
        "Let attention begin before escalation.");
    return false;
  }

  private void tellOrder(Members members, double attention, double escalation) {
    String remedy = "Put attention below escalation; their defaults are 60 and 80.";
    if (members.has(ATTENTION)) {
      String whose = members.has(ESCALATION) ? "" : ", the default";
      findings.add(
          members.at(ATTENTION),
          text(attention),
          "is not below escalation (" + text(escalation) + whose + ")",
          remedy);
    } else {
      findings.add(
          members.at(ESCALATION),
          text(escalation),
          "is not above attention (" + text(attention) + ", the default)",
          remedy);
    }
  }

  private @Nullable Double recoverBelow(Members members, @Nullable Threshold attention) {
    Double percent = attention == null ? null : attention.percent();
    double level = percent == null ? Levels.DEFAULT.attention() : percent;
    if (!members.has(RECOVER_BELOW)) {
      return attention == null ? null : Double.valueOf(Levels.recoverBelowFor(level));
    }
    Double recover = members.optionalNumber(RECOVER_BELOW, RECOVER_REMEDY);
    if (recover == null || attention == null || (recover >= 0 && recover < level)) {
      return recover;
    }
    findings.add(
        members.at(RECOVER_BELOW),
        text(recover),
        "is not from 0 to less than attention (" + text(level) + ")",
        RECOVER_REMEDY);
    return null;
  }

  /** Returns percentage points of an override; null if absent, and after a violation. */
  @Nullable Double recoverBelow(Members members) {
    Double recover = members.optionalNumber(RECOVER_BELOW, RECOVER_REMEDY);
    if (recover == null || (recover >= 0 && recover < 100)) {
      return recover;
    }
    findings.add(
        members.at(RECOVER_BELOW), text(recover), "is not from 0 to under 100", RECOVER_REMEDY);
    return null;
  }

  /** Formats a number without a fraction if it has none. */
  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
