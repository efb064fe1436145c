package dev.headroom.cycle.ask;

import dev.headroom.access.PostureStore;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds one org to the fleet, or removes one, and changes nothing else. What is written is held to
 * the rules of a manifest. Repeating either changes nothing.
 */
public final class OrgEntryCycle {
  /** The action that adds an org. */
  public static final String ADD = "add";

  /** The action that removes an org. */
  public static final String REMOVE = "remove";

  /** The member with the org's id. */
  public static final String ORG = "org";

  private static final int MAX_TRIES = 5;

  private final ManifestReader reader;
  private final FleetStore store;
  private final StoredMoves moves;
  private final Duration retention;
  private final InstantSource clock;

  /**
   * Uses a store.
   *
   * @param retention how long samples are kept, {@code headroom.history.raw-retention}
   * @param clock the real clock, for the date in the audit
   */
  public OrgEntryCycle(
      ManifestReader reader,
      FleetStore store,
      String envPrefix,
      Duration retention,
      InstantSource clock) {
    this.reader = reader;
    this.store = store;
    this.moves = new StoredMoves(store, envPrefix);
    this.retention = retention;
    this.clock = clock;
  }

  /** Returns both orders. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.ADD, this::add), new TellOrder(TellForms.REMOVE, this::remove));
  }

  /** Adds an org. One that is there with the same members stays as it is; another is refused. */
  public OrderReport add(TenantScope scope, Map<String, String> members, String actor) {
    OrgEntry entry = OrgEntry.of(members);
    if (!entry.violations().isEmpty()) {
      return OrderReport.wrong(entry.violations());
    }
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Fleet stored = store.load();
      Fleet read;
      switch (reader.read(entry.manifest(stored))) {
        case Manifest.Invalid(var violations) -> {
          return OrderReport.wrong(entry.named(violations));
        }
        case Manifest.Valid(Fleet valid, var warnings) -> read = valid;
      }
      Org org = read.orgs().getFirst();
      List<Violation> refused = refused(scope, stored, org, entry);
      if (!refused.isEmpty()) {
        return OrderReport.wrong(refused);
      }
      if (stored.orgs().contains(org)) {
        return done(ADD, org.id(), false, "is in the fleet as written; nothing changes");
      }
      UnaryOperator<Fleet> change = now -> now.withOrgs(tenants(now, read), with(now, org));
      List<SecretMove> moved = moves.between(stored, change.apply(stored));
      if (!moved.isEmpty()) {
        return OrderReport.wrong(entry.named(moved.stream().map(OrgEntryCycle::moved).toList()));
      }
      apply(stored, change, actor);
      // Whoever applied a manifest at the same time may have left it out.
      if (store.load().orgs().contains(org)) {
        return done(ADD, org.id(), true, "is added; it is read at its next slot");
      }
    }
    return crowded();
  }

  /** Removes an org. */
  public OrderReport remove(TenantScope scope, Map<String, String> members, String actor) {
    String id = members.getOrDefault(ORG, "");
    if (!OrgId.FORM.matcher(id).matches()) {
      return OrderReport.wrong(
          List.of(AskedOrg.unknown(id, id.isEmpty() ? "is missing" : "is not the id of an org")));
    }
    OrgId org = new OrgId(id);
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Fleet stored = store.load();
      Optional<Org> there = find(stored, org).filter(scope::sees);
      if (there.isEmpty()) {
        return done(REMOVE, org, false, "is not in the fleet; nothing changes");
      }
      List<Violation> named = named(stored, id);
      if (!named.isEmpty()) {
        return OrderReport.wrong(named);
      }
      apply(stored, now -> now.withOrgs(now.tenants(), without(now, org)), actor);
      if (find(store.load(), org).isEmpty()) {
        return done(REMOVE, org, true, "is removed. " + remains(id));
      }
    }
    return crowded();
  }

  private void apply(Fleet stored, UnaryOperator<Fleet> change, String actor) {
    List<Change> changes = FleetDiff.between(stored, change.apply(stored));
    store.change(
        change, new AuditEntry(actor, clock.instant(), null, changes, List.of(), List.of()));
  }

  private static List<Org> with(Fleet fleet, Org org) {
    return find(fleet, org.id()).isPresent()
        ? fleet.orgs()
        : Stream.concat(fleet.orgs().stream(), Stream.of(org)).toList();
  }

  private static List<Org> without(Fleet fleet, OrgId id) {
    return fleet.orgs().stream().filter(org -> !org.id().equals(id)).toList();
  }

  private static List<Violation> refused(TenantScope scope, Fleet stored, Org org, OrgEntry entry) {
    if (!scope.sees(org)) {
      return List.of(
          new Violation(OrgEntry.TENANT, org.tenant(), "is not yours", "Write your own tenant."));
    }
    boolean isKnown = stored.tenants().stream().anyMatch(t -> t.id().equals(org.tenant()));
    if (!isKnown && !entry.hasTenantName()) {
      return List.of(
          new Violation(
              OrgEntry.TENANT,
              org.tenant(),
              "is not a tenant of the fleet",
              "Write one of the fleet, or tenantName as well for a new one."));
    }
    return find(stored, org.id())
        .filter(there -> !there.equals(org))
        .map(
            there ->
                List.of(
                    new Violation(
                        ORG,
                        org.id().value(),
                        "is in the fleet already, with other members",
                        "Change it in the manifest and apply that, or remove it first.")))
        .orElse(List.of());
  }

  private static List<Tenant> tenants(Fleet stored, Fleet read) {
    Tenant own = read.tenants().getFirst();
    return stored.tenants().stream().anyMatch(t -> t.id().equals(own.id()))
        ? stored.tenants()
        : Stream.concat(stored.tenants().stream(), Stream.of(own)).toList();
  }

  private static Violation moved(SecretMove move) {
    return new Violation(
        // The stored orgs come before the one that is added.
        move.path().replaceFirst("orgs\\[\\d+]", "orgs[0]"),
        move.secret().toString(),
        move.violation().problem(),
        "Use another reference. If that is meant, apply a manifest with --allow-secret-moves.");
  }

  private static Optional<Org> find(Fleet fleet, OrgId id) {
    return fleet.orgs().stream().filter(org -> org.id().equals(id)).findFirst();
  }

  /** A manifest whose entries name an org that it does not have is invalid. */
  private static List<Violation> named(Fleet fleet, String id) {
    List<Violation> found = new ArrayList<>();
    places("integrations", fleet.integrations(), rule -> rule.match().orgs(), id, found);
    places("spend", fleet.spend(), rule -> rule.orgs(), id, found);
    places("access", fleet.access(), rule -> rule.match().orgs(), id, found);
    places("exporters", fleet.exporters(), rule -> rule.match().orgs(), id, found);
    places("mutes", fleet.telling().mutes(), rule -> rule.match().orgs(), id, found);
    return found;
  }

  private interface Orgs<T> {
    List<String> of(T rule);
  }

  private static <T> void places(
      String list, List<T> rules, Orgs<T> orgs, String id, List<Violation> to) {
    IntStream.range(0, rules.size())
        .filter(i -> orgs.of(Objects.requireNonNull(rules.get(i))).contains(id))
        .forEach(
            i ->
                to.add(
                    new Violation(
                        list + "[" + i + "]",
                        id,
                        "names the org",
                        "Take it out of this entry of the manifest, and apply that.")));
  }

  private String remains(String id) {
    return "Its open alerts resolve within a minute. Kept are: samples for %d days, totals of usage for 400 days, postures of access and what was alerted for %d days, notes, and the audit. Erase usage and access at once: manage erase %s"
        .formatted(retention.toDays(), PostureStore.KEPT_DAYS, id);
  }

  private static OrderReport done(String action, OrgId org, boolean changed, String what) {
    return OrderReport.of(
        action,
        Map.of("org", org.value(), "changed", changed, "detail", what),
        "org " + org + " " + what);
  }

  private static OrderReport crowded() {
    return OrderReport.wrong(
        List.of(
            new Violation(
                ORG,
                null,
                "could not be stored: others apply a fleet at the same time, again and again",
                "Ask again.")));
  }
}
