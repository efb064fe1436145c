package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.usage.AdviceRule;
import java.util.Set;

/** Reads {@code advice}: which findings are worth a message. */
final class AdviceSection {
  static final String NAME = "advice";
  static final Set<String> MEMBERS = Names.of("minSavingPercent");

  private static final String REMEDY = "Write {minSavingPercent: 2}, or leave it out.";
  private static final String PERCENT_REMEDY =
      "Write per cent of the allocation that a finding saves in a day, from 0.1 to 100.";
  private static final double LEAST = 0.1;
  private static final double MOST = 100;

  private final Findings findings;

  AdviceSection(Findings findings) {
    this.findings = findings;
  }

  AdviceRule rule(Members root) {
    Mapping mapping = root.mapping(NAME, root.optional(NAME), REMEDY);
    if (mapping == null) {
      return AdviceRule.DEFAULT;
    }
    Members members = new Members(mapping, NAME, false, findings).only(MEMBERS);
    Double percent = members.optionalNumber("minSavingPercent", PERCENT_REMEDY);
    if (percent == null) {
      return AdviceRule.DEFAULT;
    }
    if (percent < LEAST || percent > MOST) {
      findings.add(
          members.at("minSavingPercent"),
          LevelsRule.text(percent),
          "is not from 0.1 to 100",
          PERCENT_REMEDY);
    }
    return new AdviceRule(percent);
  }
}
