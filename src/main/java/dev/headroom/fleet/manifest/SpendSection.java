package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.org.Forms;
import dev.headroom.spend.SpendRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spend}: caps on Headroom's own calls. */
final class SpendSection {
  static final String NAME = "spend";
  static final Set<String> MEMBERS = Names.of("match", "cap");
  static final Set<String> MATCH_MEMBERS = Names.of("orgs", "tags", "tenant");

  private static final String REMEDY = "Write {match, cap}.";
  private static final String MATCH_REMEDY = "Say which orgs it is for; {} is every org.";
  private static final String ORGS_REMEDY = "Write a list of ids of orgs, or leave it out.";
  private static final String CAP_REMEDY =
      "Write a whole number of calls per day, from %d to %d."
          .formatted(SpendRule.MIN_CAP, SpendRule.MAX_CAP);

  private final Findings findings;
  private final Tags tags;
  private final Ids tenants;
  private final Ids orgs;

  SpendSection(Findings findings, Tags tags, Ids tenants, Ids orgs) {
    this.findings = findings;
    this.tags = tags;
    this.tenants = tenants;
    this.orgs = orgs;
  }

  List<SpendRule> rules(Members root) {
    List<SpendRule> read = new ArrayList<>();
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
        continue;
      }
      Members members = new Members(mapping, place, false, findings).only(MEMBERS);
      Mapping written =
          members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
      Integer cap = cap(members);
      if (written == null) {
        continue;
      }
      Members match =
          new Members(written, members.at("match"), false, findings).only(MATCH_MEMBERS);
      List<String> ids = orgs(match);
      Map<String, String> labels = tags.read(match);
      String tenant = tenant(match);
      if (cap != null) {
        read.add(new SpendRule(ids, labels, tenant, cap));
      }
    }
    return read;
  }

  private List<String> orgs(Members match) {
    Node node = match.optional("orgs");
    if (node instanceof Node.Sequence s && s.items().isEmpty()) {
      findings.add(match.at("orgs"), "is an empty list", ORGS_REMEDY);
    }
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

  private @Nullable Integer cap(Members members) {
    Node node = members.required("cap", CAP_REMEDY);
    if (node == null) {
      return null;
    }
    Optional<Integer> cap =
        node instanceof Node.Scalar s && s.kind() == Kind.NUMBER
            ? Forms.whole(s.text(), SpendRule.MIN_CAP, SpendRule.MAX_CAP)
            : Optional.empty();
    if (cap.isEmpty()) {
      findings.add(
          members.at("cap"),
          YamlWords.written(node).orElse(null),
          YamlWords.wrongNumber(
              node,
              "is not a number of calls from %d to %d"
                  .formatted(SpendRule.MIN_CAP, SpendRule.MAX_CAP)),
          CAP_REMEDY);
    }
    return cap.orElse(null);
  }
}
