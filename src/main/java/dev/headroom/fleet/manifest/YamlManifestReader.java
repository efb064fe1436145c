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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a manifest from YAML text. */
public final class YamlManifestReader implements ManifestReader {
  static final Set<String> ROOT_MEMBERS =
      Names.of("version", "tenants", "orgs", "policies", "targets", "routes", "ports");

  private static final String PORTS = "ports";
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

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
    return violations.isEmpty()
        ? new Manifest.Valid(fleet, findings.warnings())
        : new Manifest.Invalid(violations);
  }

  private Fleet fleet(Members root, Findings findings) {
    root.only(ROOT_MEMBERS);
    version(root, findings);
    Tags tags = new Tags(findings);
    Ids tenants = new Ids(findings);
    Ids targets = new Ids(findings);
    SortedSet<Integer> ports = ports(root, findings);
    EgressPolicy allowed = egress.withPorts(ports);
    OrgSection orgs = new OrgSection(findings, allowed, tags, tenants, interval);
    RoutingSection routing = new RoutingSection(findings, allowed, types, tags, tenants);
    return new Fleet(
        orgs.tenants(root),
        orgs.orgs(root),
        routing.policies(root),
        routing.targets(root, targets),
        routing.routes(root, targets),
        ports);
  }

  /** The ports that may be called besides 443; none where none is written. */
  private static SortedSet<Integer> ports(Members root, Findings findings) {
    String remedy = "Write a list of whole numbers from 1 to 65535, such as [8443].";
    SortedSet<Integer> ports = new TreeSet<>();
    List<Node> items = root.list(PORTS, root.optional(PORTS), remedy);
    for (int i = 0; items != null && i < items.size(); i++) {
      String path = PORTS + "[" + i + "]";
      if (!(items.get(i) instanceof Node.Scalar s) || s.kind() != Kind.NUMBER) {
        findings.add(path, Members.wrongType(items.get(i), "a number"), remedy);
      } else if (!PORT.matcher(s.text()).matches() || Integer.parseInt(s.text()) > MAX_PORT) {
        findings.add(path, s.text(), "is not a port", remedy);
      } else {
        ports.add(Integer.valueOf(s.text()));
      }
    }
    return ports;
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
