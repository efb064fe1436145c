package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.http.EgressPolicy;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads a manifest from YAML text. */
public final class YamlManifestReader implements ManifestReader {
  static final Set<String> ROOT_MEMBERS =
      Names.of("version", "tenants", "orgs", "policies", "targets", "routes");

  private final EgressPolicy egress;
  private final List<TargetType> types;
  private final Duration interval;

  /** A reader for an installation that reads orgs every five minutes where nothing else is said. */
  public YamlManifestReader(EgressPolicy egress, List<TargetType> types) {
    this(egress, types, Org.SHORTEST_INTERVAL);
  }

  /**
   * A reader for an installation.
   *
   * @param egress which login and target addresses may be called
   * @param types the kinds of target that there are
   * @param interval of an org that names none
   */
  public YamlManifestReader(EgressPolicy egress, List<TargetType> types, Duration interval) {
    this.egress = egress;
    this.types = List.copyOf(types);
    this.interval = interval;
  }

  @Override
  public Manifest read(String text) {
    Node.Mapping document;
    try {
      document = YamlText.parse(text);
    } catch (SyntaxViolationException e) {
      return new Manifest.Invalid(List.of(e.violation()));
    }
    Findings findings = new Findings();
    Fleet fleet = fleet(new Members(document, "", false, findings), findings);
    List<Violation> violations = findings.all();
    return violations.isEmpty() ? new Manifest.Valid(fleet) : new Manifest.Invalid(violations);
  }

  private Fleet fleet(Members root, Findings findings) {
    root.only(ROOT_MEMBERS);
    version(root, findings);
    Tags tags = new Tags(findings);
    Ids tenants = new Ids(findings);
    Ids targets = new Ids(findings);
    OrgSection orgs = new OrgSection(findings, egress, tags, tenants, interval);
    RoutingSection routing = new RoutingSection(findings, egress, types, tags, tenants);
    return new Fleet(
        orgs.tenants(root),
        orgs.orgs(root),
        routing.policies(root),
        routing.targets(root, targets),
        routing.routes(root, targets));
  }

  private static void version(Members root, Findings findings) {
    String remedy = "Write 'version: 1', the only version there is.";
    Node node = root.required("version", remedy);
    if (node == null) {
      return;
    }
    if (node instanceof Node.Scalar s && s.kind() == Kind.NUMBER) {
      if (!s.text().equals("1")) {
        findings.add("version", s.text(), "is not a version of the manifest", remedy);
      }
    } else {
      findings.add("version", Members.wrongType(node, "a number"), remedy);
    }
  }
}
