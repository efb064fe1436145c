package dev.headroom.fleet.manifest;

import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.LimitName;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Forms;
import dev.headroom.org.OrgId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code policies}, {@code targets} and {@code routes}. */
final class RoutingSection {
  static final String TENANT = "tenant";
  static final Set<String> POLICY_MEMBERS =
      Names.of(
          TENANT,
          "match",
          LevelsRule.ATTENTION,
          LevelsRule.ESCALATION,
          LevelsRule.RECOVER_BELOW,
          MinimumRule.NAME,
          HorizonsRule.NAME,
          JumpRule.NAME);
  static final Set<String> POLICY_MATCH_MEMBERS = Names.of("limits", "orgs", "tags", "tenant");
  static final Set<String> ROUTE_MEMBERS = Names.of(TENANT, "match", "to", "continue");
  static final Set<String> ROUTE_MATCH_MEMBERS = Names.of("severity", "tenant", "tags", "limits");
  static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::word).toList();

  private static final Set<String> POLICY_SETTINGS =
      Names.of(
          LevelsRule.ATTENTION,
          LevelsRule.ESCALATION,
          LevelsRule.RECOVER_BELOW,
          MinimumRule.NAME,
          HorizonsRule.NAME,
          JumpRule.NAME);

  /** Policies are stored in one row, and so are routes; a DynamoDB row has at most 400 KB. */
  static final int MAX_LIST_BYTES = 300_000;

  private static final String MATCH_REMEDY = "Say what it is for; {} is everything.";
  private static final String LIMITS_REMEDY =
      "Write a list of limit names in which * stands for anything, such as [\"Daily*\"], or leave"
          + " it out for every limit.";
  private static final String SEVERITY_REMEDY =
      "Write one of: " + String.join(", ", SEVERITIES) + "; it means at least that one.";

  private final Findings findings;
  private final Addresses addresses;
  private final Map<String, TargetType> types;
  private final Tags tags;
  private final Ids tenants;
  private final Map<String, String> owners = new HashMap<>();

  RoutingSection(
      Findings findings, EgressPolicy egress, List<TargetType> types, Tags tags, Ids tenants) {
    this.findings = findings;
    this.addresses = new Addresses(egress, findings);
    this.types =
        types.stream()
            .collect(Collectors.toMap(TargetType::name, t -> t, (a, b) -> a, LinkedHashMap::new));
    this.tags = tags;
    this.tenants = tenants;
  }

  /**
   * Returns the policies.
   *
   * @param orgs the ids of orgs
   */
  List<Policy> policies(Members root, Ids orgs) {
    List<Policy> read = new ArrayList<>();
    long bytes = 0;
    for (Members members :
        items(root, "policies", "Write {match, attention, escalation}.", false)) {
      members.only(POLICY_MEMBERS);
      Mapping mapping =
          members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
      Levels levels = new LevelsRule(findings).read(members);
      Duration minimum = new MinimumRule(findings).read(members);
      HorizonsRule.Projected projected = new HorizonsRule(findings).read(members);
      Jump jump = new JumpRule(findings).read(members);
      if (mapping == null) {
        continue;
      }
      Members match =
          new Members(mapping, members.at("match"), false, findings).only(POLICY_MATCH_MEMBERS);
      List<String> limits = limits(match);
      List<String> ids = new Terms(findings).orgs(match, orgs::hold);
      Map<String, String> labels = tags.read(match);
      String tenant = tenant(members, match);
      if (levels != null) {
        read.add(
            new Policy(
                new PolicyMatch(limits, ids, labels, tenant),
                levels,
                projected.horizons(),
                projected.pageFrom(),
                minimum,
                jump,
                given(members)));
        bytes += bytes(limits, labels) + ids.size() * 70L;
      }
    }
    tellSize("policies", bytes);
    return read;
  }

  /** Returns the names of the settings that a policy writes. */
  private static Set<String> given(Members policy) {
    Set<String> given = new TreeSet<>(policy.names());
    given.retainAll(POLICY_SETTINGS);
    if (policy.optional(HorizonsRule.NAME) instanceof Mapping mapping) {
      Set<String> names =
          mapping.entries().stream().map(Node.Entry::name).collect(Collectors.toSet());
      if (names.contains(HorizonsRule.PAGE_FROM)) {
        given.add(Policy.PAGE_FROM);
        if (names.size() == 1) {
          given.remove(HorizonsRule.NAME);
        }
      }
    }
    return given;
  }

  List<Target> targets(Members root, Ids ids) {
    List<Target> read = new ArrayList<>();
    String remedy = "Write {id, type} and the settings of that type.";
    if (root.has("targets") && !(root.optional("targets") instanceof Node.Sequence)) {
      ids.leaveUnread();
    }
    for (Members members : items(root, "targets", remedy, true)) {
      String id = ids.claim(members, members.path());
      String tenant = tenant(members);
      if (id != null && tenant != null && tenants.hold(tenant)) {
        owners.put(id, tenant);
      }
      String name = members.requiredText("type", typeRemedy());
      TargetType type = name == null ? null : types.get(name);
      if (type == null) {
        if (name != null) {
          findings.add(members.at("type"), name, "is not a type of target", typeRemedy());
        }
        continue;
      }
      TargetType.Sunset sunset = type.sunset();
      if (sunset != null) {
        findings.warn(members.at("type"), name, sunset.problem(), sunset.remedy());
      }
      Map<String, String> settings =
          new SettingsRule(findings, addresses)
              .read(
                  members,
                  type,
                  Names.of("id", "type", TENANT),
                  (path, uri) -> isOfType(path, uri, type));
      if (id != null) {
        read.add(new Target(new TargetId(id), type.name(), settings, tenant));
      }
    }
    return read;
  }

  private String typeRemedy() {
    return "Write one of: " + String.join(", ", types.keySet()) + ".";
  }

  /**
   * Reports a vendor's host that accepts another kind's messages, or that is called at another
   * path.
   */
  private void isOfType(String path, URI uri, TargetType type) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String shown = uri.getScheme() + "://" + uri.getHost() + "/...";
    types.values().stream()
        .flatMap(owner -> owner.retired().entrySet().stream())
        .filter(end -> host.endsWith(end.getKey()))
        .forEach(
            end ->
                findings.add(
                    path, shown, "is an address that its vendor has retired", end.getValue()));
    for (TargetType owner : types.values()) {
      String begin = owner.hosts().get(host);
      if (begin != null && !owner.equals(type)) {
        findings.add(
            path,
            shown,
            "is an address of " + owner.name() + ", which refuses what " + type.name() + " sends",
            "Write type: " + owner.name() + " with its settings, or the receiver's own address.");
      } else if (begin != null && !uri.getRawPath().startsWith(begin)) {
        findings.add(
            path,
            shown,
            "is not an address that " + host + " serves",
            "Write the whole address as "
                + type.name()
                + " shows it: https://"
                + host
                + begin
                + (begin.endsWith("/") ? "..." : "")
                + ".");
      }
    }
  }

  List<Route> routes(Members root, Ids targets) {
    List<Route> read = new ArrayList<>();
    long bytes = 0;
    for (Members members : items(root, "routes", "Write {match, to}.", false)) {
      members.only(ROUTE_MEMBERS);
      Mapping mapping =
          members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
      List<TargetId> to = to(members, targets);
      Boolean goOn = members.optionalBoolean("continue", "Write true or false.");
      if (mapping == null) {
        continue;
      }
      Members match =
          new Members(mapping, members.at("match"), false, findings).only(ROUTE_MATCH_MEMBERS);
      Severity severity = severity(match);
      String tenant = tenant(members, match);
      owned(members, tenant);
      Map<String, String> labels = tags.read(match);
      List<String> limits = limits(match);
      read.add(
          new Route(
              new Route.Match(severity, tenant, labels, limits), to, Boolean.TRUE.equals(goOn)));
      bytes += bytes(limits, labels) + to.size() * 70L;
    }
    tellSize("routes", bytes);
    return read;
  }

  private List<TargetId> to(Members members, Ids targets) {
    String remedy = "Write a list of target ids; [] notifies nobody.";
    List<String> texts = members.texts("to", members.required("to", remedy), remedy);
    List<TargetId> to = new ArrayList<>();
    for (int i = 0; texts != null && i < texts.size(); i++) {
      String id = texts.get(i);
      if (!targets.hold(id)) {
        findings.add(
            members.at("to") + "[" + i + "]",
            id,
            "names a target that the manifest does not have",
            "Add it to targets, or correct the id.");
      } else if (OrgId.FORM.matcher(id).matches()) {
        to.add(new TargetId(id));
      }
    }
    return to;
  }

  private @Nullable Severity severity(Members match) {
    String word = match.optionalText("severity", SEVERITY_REMEDY);
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(word)) {
        return severity;
      }
    }
    if (word != null) {
      findings.add(match.at("severity"), word, "is not a severity", SEVERITY_REMEDY);
    }
    return null;
  }

  /**
   * A tenant's target receives alerts about that tenant's orgs only, so no other route may name it.
   */
  private void owned(Members route, @Nullable String tenant) {
    List<Node> items = route.optional("to") instanceof Node.Sequence s ? s.items() : List.of();
    for (int i = 0; i < items.size(); i++) {
      String target = YamlWords.written(items.get(i)).orElse("");
      String owner = owners.get(target);
      if (owner != null && !owner.equals(tenant)) {
        findings.add(
            route.at("to") + "[" + i + "]",
            target,
            "names a target of the tenant "
                + owner
                + ", and the route is for "
                + (tenant == null ? "every tenant" : "the tenant " + tenant),
            "Give the route tenant: "
                + owner
                + ", or take the tenant out of the target, which is shared then.");
      }
    }
  }

  /** The tenant that a policy or route belongs to: named directly, in its match, or in both. */
  private @Nullable String tenant(Members members, Members match) {
    String owner = tenant(members);
    String matched = tenant(match);
    if (owner != null
        && matched != null
        && !owner.equals(matched)
        && tenants.hold(owner)
        && tenants.hold(matched)) {
      findings.add(
          match.at(TENANT),
          matched,
          "is another tenant than the " + owner + " that this belongs to: it matches nothing",
          "Leave it out of the match.");
    }
    return owner == null ? matched : owner;
  }

  private @Nullable String tenant(Members match) {
    String tenant = match.optionalText(TENANT, "Write the id of a tenant.");
    if (tenant != null && !tenants.hold(tenant)) {
      findings.add(
          match.at(TENANT),
          tenant,
          "names a tenant that the manifest does not have",
          "Add it to tenants, or correct the id.");
    }
    return tenant;
  }

  private List<String> limits(Members match) {
    List<String> limits = match.texts("limits", match.optional("limits"), LIMITS_REMEDY);
    if (limits == null) {
      return List.of();
    }
    if (match.optional("limits") instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at("limits"), "is an empty list", LIMITS_REMEDY);
    }
    for (String pattern : limits) {
      if (Forms.length(pattern) > LimitName.MAX_LENGTH) {
        findings.add(match.at("limits"), pattern, "is longer than any limit's name", LIMITS_REMEDY);
      }
    }
    return limits;
  }

  /** About how much a policy or route takes in the store, at most. */
  private static long bytes(List<String> limits, Map<String, String> tags) {
    long bytes = 200;
    for (String limit : limits) {
      bytes += 3 + limit.getBytes(StandardCharsets.UTF_8).length;
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      bytes += 6 + (tag.getKey() + tag.getValue()).getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  private void tellSize(String list, long bytes) {
    if (bytes > MAX_LIST_BYTES) {
      findings.add(
          list,
          "take about " + bytes / 1000 + " KB, more than " + MAX_LIST_BYTES / 1000,
          "Match by pattern, tag or tenant rather than one by one.");
    }
  }

  /** The mappings of an optional list. */
  private List<Members> items(Members root, String name, String remedy, boolean confidential) {
    List<Node> items = root.list(name, root.optional(name), remedy);
    List<Members> mappings = new ArrayList<>();
    if (items == null) {
      return mappings;
    }
    for (int i = 0; i < items.size(); i++) {
      String place = name + "[" + i + "]";
      if (items.get(i) instanceof Mapping mapping) {
        mappings.add(new Members(mapping, place, confidential, findings));
      } else {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), remedy);
      }
    }
    return mappings;
  }
}
