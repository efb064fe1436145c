package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.http.EgressPolicy;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Forms;
import dev.headroom.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a manifest from YAML text. */
public final class YamlManifestReader implements ManifestReader {
  static final Set<String> ROOT_MEMBERS =
      Names.of(
          "version",
          "tenants",
          Intervals.NAME,
          "orgs",
          "policies",
          "targets",
          "routes",
          "ports",
          IntegrationSection.NAME,
          SpendSection.NAME,
          AccessSection.NAME,
          AdviceSection.NAME,
          ExporterSection.NAME,
          RemindersSection.NAME,
          MutesSection.NAME,
          OverridesSection.NAME);

  private static final String PORTS = "ports";
  private static final int MAX_PORT = 65_535;

  private final EgressPolicy egress;
  private final List<TargetType> types;
  private final Duration interval;
  private final List<String> limits;
  private final boolean ships;
  private final InstantSource clock;

  /** Creates a reader for an installation that by default reads orgs every five minutes. */
  public YamlManifestReader(EgressPolicy egress, List<TargetType> types) {
    this(egress, types, Org.SHORTEST_INTERVAL);
  }

  /**
   * Creates a reader for an installation.
   *
   * @param egress which login and target addresses may be called
   * @param types the available kinds of target
   * @param interval of an org that names none
   */
  public YamlManifestReader(EgressPolicy egress, List<TargetType> types, Duration interval) {
    this(egress, types, interval, List.of());
  }

  /**
   * Creates a reader that knows the names of limits.
   *
   * @param limits known names; a pattern that matches none of them is a warning, unless the list is
   *     empty
   */
  public YamlManifestReader(
      EgressPolicy egress, List<TargetType> types, Duration interval, Collection<String> limits) {
    this(egress, types, interval, limits, true);
  }

  /**
   * Creates a reader for an installation that may ship nothing.
   *
   * @param ships whether the installation ships readings; if not, exporters are a warning
   */
  public YamlManifestReader(
      EgressPolicy egress,
      List<TargetType> types,
      Duration interval,
      Collection<String> limits,
      boolean ships) {
    this(egress, types, interval, limits, ships, () -> Instant.MIN);
  }

  private YamlManifestReader(
      EgressPolicy egress,
      List<TargetType> types,
      Duration interval,
      Collection<String> limits,
      boolean ships,
      InstantSource clock) {
    this.egress = egress;
    this.types = List.copyOf(types);
    this.interval = interval;
    this.limits = List.copyOf(limits);
    this.ships = ships;
    this.clock = clock;
  }

  /** Returns the same reader, which also warns about what has expired by {@code clock}. */
  public YamlManifestReader at(InstantSource clock) {
    return new YamlManifestReader(egress, types, interval, limits, ships, clock);
  }

  @Override
  public Manifest read(String text) {
    Node.Mapping document;
    try {
      document = YamlText.parse(text);
    } catch (SyntaxViolationException e) {
      return new Manifest.Invalid(List.of(e.violation()));
    }
    Findings findings = new Findings(document);
    Fleet fleet = fleet(new Members(document, "", false, findings), findings);
    List<Violation> violations = findings.all();
    if (!violations.isEmpty()) {
      return new Manifest.Invalid(violations);
    }
    Effects.tell(fleet, limits, clock.instant(), findings);
    if (!ships && !fleet.exporters().isEmpty()) {
      findings.warn(
          ExporterSection.NAME,
          null,
          "get nothing: this stack ships no readings",
          "Deploy it with Exporters=on, or leave them out.");
    }
    return new Manifest.Valid(fleet, findings.warnings());
  }

  private Fleet fleet(Members root, Findings findings) {
    root.only(ROOT_MEMBERS);
    version(root, findings);
    Tags tags = new Tags(findings);
    Ids tenants = new Ids(findings);
    Ids targets = new Ids(findings);
    SortedSet<Integer> ports = ports(root, findings);
    EgressPolicy allowed = egress.withPorts(ports);
    Intervals byDefault = Intervals.fixed(interval);
    Intervals usual = Intervals.read(root, byDefault, findings);
    OrgSection orgs =
        new OrgSection(findings, allowed, tags, tenants, usual == null ? byDefault : usual);
    RoutingSection routing = new RoutingSection(findings, allowed, types, tags, tenants);
    return new Fleet(
        orgs.tenants(root),
        orgs.orgs(root),
        routing.policies(root, orgs.ids()),
        routing.targets(root, targets),
        routing.routes(root, targets),
        ports,
        new IntegrationSection(findings, orgs.ids()).integrations(root),
        new SpendSection(findings, tags, tenants, orgs.ids()).rules(root),
        new AccessSection(findings, tags, tenants, orgs.ids()).policies(root),
        new AdviceSection(findings).rule(root),
        new ExporterSection(findings, allowed, tags, tenants, orgs.ids()).exporters(root),
        new NotifyRules(
            new RemindersSection(findings).reminders(root),
            new MutesSection(findings, tags, tenants::hold, orgs.ids()::hold).mutes(root)),
        new OverridesSection(findings, tags, tenants::hold, orgs.ids()::hold).overrides(root));
  }

  /** The ports that may be called besides 443; none if none is written. */
  private static SortedSet<Integer> ports(Members root, Findings findings) {
    String remedy = "Write a list of whole numbers from 1 to 65535, such as [8443].";
    NavigableSet<Integer> ports = new TreeSet<>();
    List<Node> items = root.list(PORTS, root.optional(PORTS), remedy);
    for (int i = 0; items != null && i < items.size(); i++) {
      String path = PORTS + "[" + i + "]";
      Node item = items.get(i);
      Optional<Integer> port =
          item instanceof Node.Scalar s && s.kind() == Kind.NUMBER
              ? Forms.whole(s.text(), 1, MAX_PORT)
              : Optional.empty();
      port.ifPresentOrElse(
          ports::add,
          () ->
              findings.add(
                  path,
                  YamlWords.written(item).orElse(null),
                  YamlWords.wrongNumber(item, "is not a port"),
                  remedy));
    }
    return ports;
  }

  private static void version(Members root, Findings findings) {
    String remedy = "Write 'version: 1', the only version there is.";
    Node node = root.required("version", remedy);
    if (node == null) {
      return;
    }
    boolean known =
        node instanceof Node.Scalar s
            && s.kind() == Kind.NUMBER
            && Forms.whole(s.text(), 1, 1).isPresent();
    if (!known) {
      findings.add(
          "version",
          YamlWords.written(node).orElse(null),
          YamlWords.wrongNumber(node, "is not a version of the manifest"),
          remedy);
    }
  }
}
