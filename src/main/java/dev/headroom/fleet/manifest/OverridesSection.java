package dev.headroom.fleet.manifest;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.fleet.manifest.Node.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads {@code overrides}: temporary changes of what limits are judged by. */
final class OverridesSection {
  static final String NAME = "overrides";
  static final Set<String> MEMBERS =
      Names.of(
          "match",
          LevelsRule.ATTENTION,
          LevelsRule.ESCALATION,
          LevelsRule.RECOVER_BELOW,
          MinimumRule.NAME,
          HorizonsRule.NAME,
          "until",
          "reason",
          "by");
  static final Set<String> MATCH_MEMBERS = Names.of("limits", "orgs", "tags", "tenant");

  private static final Set<String> CHANGES =
      Names.of(
          LevelsRule.ATTENTION,
          LevelsRule.ESCALATION,
          LevelsRule.RECOVER_BELOW,
          MinimumRule.NAME,
          HorizonsRule.NAME);

  private static final String REMEDY =
      "Write {match: {...}, attention: 90, until: 2026-11-30T08:00:00Z, reason: ..., by: ...}.";
  private static final String MATCH_REMEDY = "Say what it is for; {} is everything.";

  private final Findings findings;
  private final Terms terms;
  private final Tags tags;
  private final Predicate<String> tenants;
  private final Predicate<String> orgs;

  /**
   * Reads into these findings.
   *
   * @param tenants whether there is a tenant with that id
   * @param orgs whether there is an org with that id
   */
  OverridesSection(
      Findings findings, Tags tags, Predicate<String> tenants, Predicate<String> orgs) {
    this.findings = findings;
    this.terms = new Terms(findings);
    this.tags = tags;
    this.tenants = tenants;
    this.orgs = orgs;
  }

  /** Returns the overrides of a manifest; they are known by their places. */
  List<PolicyOverride> overrides(Members root) {
    List<PolicyOverride> read = new ArrayList<>();
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (items.get(i) instanceof Mapping mapping) {
        PolicyOverride one = override(place, new Members(mapping, place, false, findings));
        if (one != null) {
          read.add(one);
        }
      } else {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
      }
    }
    return read;
  }

  /** Returns one override; null after a violation that leaves none. */
  @Nullable PolicyOverride override(String id, Members members) {
    members.only(MEMBERS);
    Mapping written =
        members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
    LevelsRule levels = new LevelsRule(findings);
    Threshold attention = levels.threshold(members, LevelsRule.ATTENTION);
    Threshold escalation = levels.threshold(members, LevelsRule.ESCALATION);
    if (attention != null && escalation != null) {
      levels.isInOrder(members, attention, escalation);
    }
    Double recover = levels.recoverBelow(members);
    Duration minimum = new MinimumRule(findings).read(members);
    Horizons horizons = new HorizonsRule(findings).horizons(members);
    Instant until = terms.time(members, "until");
    if (until == null && !members.has("until")) {
      findings.add(members.at("until"), "is missing: it would never end", Terms.TIME_REMEDY);
    }
    String reason =
        terms.text(members, "reason", PolicyOverride.MAX_REASON, "Say why: others will read it.");
    String by = terms.text(members, "by", Acknowledgement.MAX_BY, "Say who ordered it.");
    if (written == null || until == null || reason == null || by == null) {
      return null;
    }
    Members match = new Members(written, members.at("match"), false, findings).only(MATCH_MEMBERS);
    PolicyOverride read =
        new PolicyOverride(
            id,
            new PolicyMatch(
                terms.limits(match),
                terms.orgs(match, orgs),
                tags.read(match),
                terms.tenant(match, tenants)),
            attention,
            escalation,
            recover,
            minimum,
            horizons,
            until,
            reason,
            by);
    if (Collections.disjoint(members.names(), CHANGES)) {
      findings.add(
          members.path(),
          "changes nothing",
          "Write attention, escalation, recoverBelow, for or projection.");
    }
    return read;
  }
}
