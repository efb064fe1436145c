package dev.headroom.fleet.manifest;

import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExporterRule;
import dev.headroom.export.ExporterTypes;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.LimitName;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code exporters}: metric stores that readings are shipped to. */
final class ExporterSection {
  static final String NAME = "exporters";
  static final Set<String> MATCH_MEMBERS =
      Names.of("orgs", "tags", "tenant", "limits", "integrations");
  static final Set<String> PINNED_MEMBERS = Names.of("orgs", "tags", "tenant", "limits");
  private static final Set<String> OTHERS = Names.of("id", "type", "match");

  private static final String REMEDY = "Write {id, type} and the settings of that type.";
  private static final String MATCH_REMEDY =
      "Say what is exported, such as {limits: [\"Daily*\"]}, or leave it out for everything.";
  private static final String ORGS_REMEDY = "Write a list of ids of orgs, or leave it out.";
  private static final String LIMITS_REMEDY =
      "Write a list of limit names in which * stands for anything, such as [\"Daily*\"], or leave"
          + " it out for every limit.";
  private static final String INTEGRATIONS_REMEDY =
      "Write a list of ids of integrations in which * stands for anything, such as [erp], or leave"
          + " it out for every integration.";
  private static final String PINS_REMEDY =
      "Name each org and each limit, such as {orgs: [acme-prod], limits: [DailyApiRequests]}.";
  private static final String TYPE_REMEDY =
      "Write one of: "
          + ExporterTypes.ALL.stream().map(TargetType::name).collect(Collectors.joining(", "))
          + ".";

  private final Findings findings;
  private final SettingsRule settings;
  private final Tags tags;
  private final Ids tenants;
  private final Ids orgs;

  ExporterSection(Findings findings, EgressPolicy egress, Tags tags, Ids tenants, Ids orgs) {
    this.findings = findings;
    this.settings = new SettingsRule(findings, new Addresses(egress, findings));
    this.tags = tags;
    this.tenants = tenants;
    this.orgs = orgs;
  }

  List<ExporterRule> exporters(Members root) {
    List<ExporterRule> read = new ArrayList<>();
    Ids ids = new Ids(findings);
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
        continue;
      }
      ExporterRule rule = rule(new Members(mapping, place, true, findings), ids);
      if (rule != null) {
        read.add(rule);
      }
    }
    return read;
  }

  private @Nullable ExporterRule rule(Members members, Ids ids) {
    String id = ids.claim(members, members.path());
    String name = members.requiredText("type", TYPE_REMEDY);
    TargetType type =
        ExporterTypes.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
    if (type == null) {
      if (name != null) {
        findings.add(members.at("type"), name, "is not a type of exporter", TYPE_REMEDY);
      }
      return null;
    }
    Map<String, String> written = settings.read(members, type, OTHERS, (path, uri) -> {});
    ExportMatch match = match(members, ExporterTypes.isPinned(type));
    return id == null ? null : new ExporterRule(id, type.name(), written, match);
  }

  private ExportMatch match(Members members, boolean pinned) {
    Node node = pinned ? members.required("match", PINS_REMEDY) : members.optional("match");
    Mapping mapping = members.mapping("match", node, pinned ? PINS_REMEDY : MATCH_REMEDY);
    if (mapping == null) {
      return ExportMatch.ALL;
    }
    Members match =
        new Members(mapping, members.at("match"), false, findings)
            .only(pinned ? PINNED_MEMBERS : MATCH_MEMBERS);
    List<String> its = orgs(match, pinned);
    List<String> limits = limits(match, pinned);
    if (pinned && (long) its.size() * limits.size() > ExporterTypes.MAX_PINS) {
      findings.add(
          match.path(),
          "names "
              + its.size()
              + " orgs x "
              + limits.size()
              + " limits, more than "
              + ExporterTypes.MAX_PINS,
          "Name fewer: each costs as two metrics.");
    }
    return new ExportMatch(
        its, tags.read(match), tenant(match), limits, pinned ? List.of() : integrations(match));
  }

  private List<String> orgs(Members match, boolean required) {
    Node node = required ? match.required("orgs", PINS_REMEDY) : match.optional("orgs");
    emptyList(match, "orgs", node, ORGS_REMEDY);
    List<String> ids = match.texts("orgs", node, ORGS_REMEDY);
    for (int i = 0; ids != null && i < ids.size(); i++) {
      if (!orgs.hold(ids.get(i))) {
        findings.add(
            match.at("orgs") + "[" + i + "]",
            ids.get(i),
            "names an org that the manifest does not have",
            "Add it to orgs, or correct the id.");
      }
    }
    return ids == null ? List.of() : ids;
  }

  private List<String> limits(Members match, boolean pinned) {
    Node node = pinned ? match.required("limits", PINS_REMEDY) : match.optional("limits");
    emptyList(match, "limits", node, LIMITS_REMEDY);
    List<String> limits = match.texts("limits", node, LIMITS_REMEDY);
    for (int i = 0; limits != null && i < limits.size(); i++) {
      String pattern = limits.get(i);
      String place = match.at("limits") + "[" + i + "]";
      if (Forms.length(pattern) > LimitName.MAX_LENGTH) {
        findings.add(place, pattern, "is longer than any limit's name", LIMITS_REMEDY);
      } else if (pinned && pattern.contains("*")) {
        findings.add(place, pattern, "is a pattern", PINS_REMEDY);
      }
    }
    return limits == null ? List.of() : limits;
  }

  /** An id is not looked up: those that nobody named are known only once they call. */
  private List<String> integrations(Members match) {
    Node node = match.optional("integrations");
    emptyList(match, "integrations", node, INTEGRATIONS_REMEDY);
    List<String> ids = match.texts("integrations", node, INTEGRATIONS_REMEDY);
    for (int i = 0; ids != null && i < ids.size(); i++) {
      if (Forms.length(ids.get(i)) > LimitName.MAX_LENGTH) {
        findings.add(
            match.at("integrations") + "[" + i + "]",
            ids.get(i),
            "is longer than any integration's id",
            INTEGRATIONS_REMEDY);
      }
    }
    return ids == null ? List.of() : ids;
  }

  private void emptyList(Members match, String name, @Nullable Node node, String remedy) {
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at(name), "is an empty list", remedy);
    }
  }

  private @Nullable String tenant(Members match) {
    String tenant = match.optionalText("tenant", "Write the id of a tenant.");
    if (tenant != null && !tenants.hold(tenant)) {
      findings.add(
          match.at("tenant"),
          tenant,
          "names a tenant that the manifest does not have",
          "Add it to tenants, or correct the id.");
    }
    return tenant;
  }
}
