package dev.headroom.fleet.manifest;

import dev.headroom.access.Acceptance;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessPolicy.Alerting;
import dev.headroom.access.AccessPolicy.Match;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Severity;
import dev.headroom.fleet.manifest.Node.Mapping;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code access}. */
final class AccessSection {
  static final String NAME = "access";
  static final Set<String> MEMBERS = Names.of("match", "apiUsers", "alert", "accept");
  static final Set<String> MATCH_MEMBERS = Names.of("orgs", "tags", "tenant");
  static final Set<String> API_USERS_MEMBERS = Names.of("allow");
  static final Set<String> ALERT_MEMBERS = Names.of("high", "medium", "low");
  static final Set<String> ACCEPT_MEMBERS = Names.of("finding", "reason", "by", "until");

  private static final String REMEDY = "Write {match: {}, apiUsers: {allow: [apiOnly]}}.";
  private static final String ALLOW_REMEDY =
      "Write apiOnly, or user:, profile:, permissionSet: or permissionSetGroup: and a name, in"
          + " which * and ? stand for others.";
  private static final String ALERT_REMEDY = "Write attention, escalation or off.";
  private static final String FINDING_REMEDY =
      "Write the finding's id as the posture shows it, such as \"appUnused:0H4...\".";
  private static final String UNTIL_REMEDY = "Write the last day, such as 2027-01-31.";
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Findings findings;
  private final Tags tags;
  private final Ids tenants;
  private final Ids orgs;

  AccessSection(Findings findings, Tags tags, Ids tenants, Ids orgs) {
    this.findings = findings;
    this.tags = tags;
    this.tenants = tenants;
    this.orgs = orgs;
  }

  List<AccessPolicy> policies(Members root) {
    List<AccessPolicy> read = new ArrayList<>();
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
        continue;
      }
      Members members = new Members(mapping, place, false, findings).only(MEMBERS);
      Match match = match(members);
      List<AllowRule> allow = allow(members);
      Map<Severity, Alerting> alert = alert(members);
      List<Acceptance> accept = accept(members);
      if (match != null) {
        read.add(new AccessPolicy(match, new AccessRule(allow, accept), alert));
      }
    }
    return read;
  }

  private @Nullable Members inner(
      Members members, String name, @Nullable Node node, Set<String> known) {
    Mapping mapping = members.mapping(name, node, REMEDY);
    return mapping == null
        ? null
        : new Members(mapping, members.at(name), false, findings).only(known);
  }

  private @Nullable Match match(Members members) {
    Members match =
        inner(
            members, "match", members.required("match", "Write {} for every org."), MATCH_MEMBERS);
    if (match == null) {
      return null;
    }
    String remedy = "Write a list of ids of orgs, or leave it out.";
    Node listed = match.optional("orgs");
    if (listed instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at("orgs"), "is an empty list", remedy);
    }
    List<String> ids = match.texts("orgs", listed, remedy);
    for (int i = 0; ids != null && i < ids.size(); i++) {
      if (!orgs.hold(ids.get(i))) {
        findings.add(
            match.at("orgs") + "[" + i + "]",
            ids.get(i),
            "names an org that the manifest does not have",
            "Add it to orgs, or correct the id.");
      }
    }
    String tenant = match.optionalText("tenant", "Write the id of a tenant, or leave it out.");
    if (tenant != null && !tenants.hold(tenant)) {
      findings.add(
          match.at("tenant"),
          tenant,
          "names a tenant that the manifest does not have",
          "Add it to tenants, or correct the id.");
    }
    return new Match(ids == null ? List.of() : ids, tags.read(match), tenant);
  }

  private List<AllowRule> allow(Members members) {
    Members users = inner(members, "apiUsers", members.optional("apiUsers"), API_USERS_MEMBERS);
    if (users == null) {
      return List.of();
    }
    List<AllowRule> rules = new ArrayList<>();
    List<String> texts = users.texts("allow", users.required("allow", ALLOW_REMEDY), ALLOW_REMEDY);
    for (int i = 0; texts != null && i < texts.size(); i++) {
      Optional<AllowRule> rule = AllowRule.parse(texts.get(i));
      if (rule.isEmpty()) {
        findings.add(
            users.at("allow") + "[" + i + "]", texts.get(i), "is not a rule", ALLOW_REMEDY);
      }
      rule.ifPresent(rules::add);
    }
    return rules;
  }

  private Map<Severity, Alerting> alert(Members members) {
    Map<Severity, Alerting> alert = new EnumMap<>(Severity.class);
    Members levels = inner(members, "alert", members.optional("alert"), ALERT_MEMBERS);
    for (Severity severity : Severity.values()) {
      Node node = levels == null ? null : levels.optional(severity.word());
      if (levels == null || node == null) {
        Alerting usual = AccessPolicy.DEFAULT_ALERT.get(severity);
        if (usual != null) {
          alert.put(severity, usual);
        }
        continue;
      }
      if (isOff(node)) {
        continue;
      }
      String word = levels.optionalText(severity.word(), ALERT_REMEDY);
      if (word == null) {
        continue;
      }
      switch (word) {
        case "attention" -> alert.put(severity, Alerting.ATTENTION);
        case "escalation" -> alert.put(severity, Alerting.ESCALATION);
        default ->
            findings.add(
                levels.at(severity.word()), word, "is not one of the allowed values", ALERT_REMEDY);
      }
    }
    return alert;
  }

  /** {@code off}, which YAML 1.1 reads as false. */
  private static boolean isOff(Node node) {
    return node instanceof Node.Scalar s
        && ((s.kind() == Node.Kind.BOOLEAN && !s.isTrue())
            || (s.kind() == Node.Kind.TEXT && s.text().equals("off")));
  }

  private List<Acceptance> accept(Members members) {
    List<Acceptance> read = new ArrayList<>();
    String remedy = "Write {finding, reason, by, until}.";
    List<Node> items = members.list("accept", members.optional("accept"), remedy);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = members.at("accept") + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), remedy);
        continue;
      }
      Members one = new Members(mapping, place, false, findings).only(ACCEPT_MEMBERS);
      String finding = one.requiredText("finding", FINDING_REMEDY);
      String reason = one.requiredText("reason", "Say why it is accepted.");
      String by = one.requiredText("by", "Say who decided.");
      LocalDate until = until(one);
      if (finding != null && !isId(finding)) {
        findings.add(one.at("finding"), finding, "is not the id of a finding", FINDING_REMEDY);
      }
      if (finding != null && reason != null && by != null && until != null) {
        read.add(new Acceptance(finding, reason, by, until));
      }
    }
    return read;
  }

  private static boolean isId(String finding) {
    int colon = finding.indexOf(':');
    return colon > 0
        && colon < finding.length() - 1
        && FindingKind.of(finding.substring(0, colon)).isPresent();
  }

  private @Nullable LocalDate until(Members one) {
    String text = one.requiredText("until", UNTIL_REMEDY);
    if (text == null) {
      return null;
    }
    if (DAY.matcher(text).matches()) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        findings.add(one.at("until"), text, "is not a day of the calendar", UNTIL_REMEDY);
        return null;
      }
    }
    findings.add(one.at("until"), text, "is not a day", UNTIL_REMEDY);
    return null;
  }
}
