package dev.headroom.fleet;

import dev.headroom.alert.Reminders;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.PersonalData;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantId;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's manifest names that is not the tenant's own. Other tenants are never named:
 * whoever reads the refusal may be the tenant.
 */
public final class TenantClaims {
  private static final String FOR_ALL = "holds for the whole fleet, and this is the manifest of ";

  private final TenantId tenant;
  private final List<Violation> found = new ArrayList<>();

  private TenantClaims(TenantId tenant) {
    this.tenant = tenant;
  }

  /** Returns what is wrong with the manifest, whatever is stored. */
  public static List<Violation> alone(Fleet wanted, TenantId tenant) {
    TenantClaims claims = new TenantClaims(tenant);
    claims.tenants(wanted.tenants());
    claims.entries(wanted);
    claims.wholeFleet(wanted);
    return List.copyOf(claims.found);
  }

  /**
   * Returns what is wrong with it beside the stored fleet, besides what {@link #alone} finds.
   *
   * @param everTargets targets of the fleet and those that it had, by id
   */
  public static List<Violation> beside(
      Fleet stored, Map<TargetId, Target> everTargets, Fleet wanted, TenantId tenant) {
    TenantClaims claims = new TenantClaims(tenant);
    claims.ports(stored, wanted);
    claims.personalData(stored, wanted);
    claims.taken(stored, everTargets, wanted);
    claims.stillNamed(stored, wanted);
    return List.copyOf(claims.found);
  }

  /**
   * Returns violations of the text with those that name something of others explained.
   *
   * @param violations of a manifest that cannot be read, in which others' ids are unknown
   */
  public static List<Violation> explained(
      List<Violation> violations, Fleet stored, TenantId tenant) {
    Set<String> others = new HashSet<>();
    stored.tenants().forEach(one -> others.add(one.id()));
    stored.orgs().forEach(org -> others.add(org.id().value()));
    stored.targets().forEach(target -> others.add(target.id().value()));
    return violations.stream()
        .map(
            v ->
                v.problem().endsWith("that the manifest does not have")
                        && others.contains(v.value())
                    ? new Violation(
                        v.path(),
                        v.value(),
                        "names something that is not in this manifest, and the manifest of "
                            + tenant
                            + " may name its own orgs and targets only",
                        "Leave it out, or have the operator write this entry into the fleet's"
                            + " manifest.",
                        v.line())
                    : v)
        .toList();
  }

  private void tenants(List<Tenant> tenants) {
    boolean isThere = false;
    for (int i = 0; i < tenants.size(); i++) {
      String id = tenants.get(i).id();
      isThere |= id.equals(tenant.value());
      if (!id.equals(tenant.value())) {
        add(
            "tenants[" + i + "]",
            id,
            "is another tenant than " + tenant + ", whose manifest this is",
            "Leave it out: one manifest has one tenant.");
      }
    }
    if (!isThere) {
      add(
          "tenants",
          null,
          "does not have " + tenant + ", whose manifest this is to be",
          "Write [{id: " + tenant + ", name: ...}], or name another tenant with --tenant.");
    }
  }

  private void entries(Fleet wanted) {
    TenantPart part = TenantPart.of(wanted, tenant);
    each("orgs", wanted.orgs(), part::has, org -> org.id().value(), "tenant: " + tenant);
    each("targets", wanted.targets(), part::has, t -> t.id().value(), "tenant: " + tenant);
    each("policies", wanted.policies(), part::has, "tenant: " + tenant);
    each("routes", wanted.routes(), part::has, "tenant: " + tenant + ", and its own targets");
    each(
        "integrations",
        wanted.integrations(),
        part::has,
        IntegrationRule::id,
        "match.orgs: a list of orgs of " + tenant);
    String match = "match: {tenant: " + tenant + "}, or orgs of it";
    each("spend", wanted.spend(), part::has, match);
    each("access", wanted.access(), part::has, match);
    each("exporters", wanted.exporters(), part::has, rule -> rule.id(), match);
    each("mutes", wanted.telling().mutes(), part::has, match);
    each("overrides", wanted.overrides(), part::has, match);
  }

  private void wholeFleet(Fleet wanted) {
    if (!wanted.advice().equals(AdviceRule.DEFAULT)) {
      add("advice", null, FOR_ALL + tenant, "Have it written into the fleet's manifest.");
    }
    if (!wanted.telling().reminders().equals(Reminders.OFF)) {
      add("reminders", null, FOR_ALL + tenant, "Have it written into the fleet's manifest.");
    }
  }

  private void ports(Fleet stored, Fleet wanted) {
    for (Integer port : wanted.ports()) {
      if (!stored.ports().contains(port)) {
        add(
            "ports",
            port.toString(),
            "is a port that the fleet's manifest does not allow, and ports hold for the whole"
                + " fleet",
            "Have it written into the fleet's manifest, or use port 443.");
      }
    }
  }

  private void personalData(Fleet stored, Fleet wanted) {
    Tenant known = TenantPart.of(stored, tenant).stored(stored);
    boolean hides = known != null && known.hidesNames();
    for (int i = 0; i < wanted.tenants().size(); i++) {
      PersonalData wish = wanted.tenants().get(i).personalData();
      if (wish != null && (wish == PersonalData.NONE) != hides) {
        add(
            "tenants[" + i + "].personalData",
            wish.word(),
            "is not what the fleet's manifest says, and its operator decides what a tenant is shown"
                + " of users",
            "Leave it out, or have it written into the fleet's manifest.");
      }
    }
  }

  /** An id is one thing in the whole fleet: whoever wrote it first has it. */
  private void taken(Fleet stored, Map<TargetId, Target> everTargets, Fleet wanted) {
    TenantPart part = TenantPart.of(stored, tenant);
    Map<TargetId, Target> targets = new HashMap<>(everTargets);
    stored.targets().forEach(target -> targets.put(target.id(), target));
    taken(
        "orgs",
        "an org",
        ids(stored.orgs(), part::has, TenantClaims::id),
        wanted.orgs(),
        TenantClaims::id);
    taken(
        "targets",
        "a target",
        ids(targets.values(), part::has, t -> t.id().value()),
        wanted.targets(),
        t -> t.id().value());
    taken(
        "integrations",
        "an integration",
        ids(stored.integrations(), part::has, IntegrationRule::id),
        wanted.integrations(),
        IntegrationRule::id);
    taken(
        "exporters",
        "an exporter",
        ids(stored.exporters(), part::has, rule -> rule.id()),
        wanted.exporters(),
        rule -> rule.id());
  }

  private static String id(Org org) {
    return org.id().value();
  }

  private static <T> Set<String> ids(
      Collection<T> stored, Predicate<T> own, Function<T, String> id) {
    return stored.stream().filter(own.negate()).map(id).collect(Collectors.toSet());
  }

  private <T> void taken(
      String list, String what, Set<String> others, List<T> wanted, Function<T, String> id) {
    for (int i = 0; i < wanted.size(); i++) {
      String wish = id.apply(wanted.get(i));
      if (others.contains(wish)) {
        add(
            list + "[" + i + "].id",
            wish,
            "is " + what + " that does not belong to " + tenant,
            "Choose another id, or have the operator give it to the tenant in the fleet's"
                + " manifest.");
      }
    }
  }

  /** An operator's entry that names an org or target that goes would name nothing. */
  private void stillNamed(Fleet stored, Fleet wanted) {
    TenantPart part = TenantPart.of(stored, tenant);
    Set<String> orgs = gone(stored.orgs(), part::has, wanted.orgs(), TenantClaims::id);
    Set<String> targets = gone(stored.targets(), part::has, wanted.targets(), t -> t.id().value());
    Set<String> named = new TreeSet<>();
    stored.policies().stream()
        .filter(p -> !part.has(p))
        .forEach(p -> named.addAll(p.match().orgs()));
    stored.integrations().stream()
        .filter(rule -> !part.has(rule))
        .forEach(rule -> named.addAll(rule.match().orgs()));
    stored.spend().stream()
        .filter(rule -> !part.has(rule))
        .forEach(rule -> named.addAll(rule.orgs()));
    stored.access().stream().filter(p -> !part.has(p)).forEach(p -> named.addAll(p.match().orgs()));
    stored.exporters().stream()
        .filter(rule -> !part.has(rule))
        .forEach(rule -> named.addAll(rule.match().orgs()));
    stored.telling().mutes().stream()
        .filter(mute -> !part.has(mute))
        .forEach(mute -> named.addAll(mute.match().orgs()));
    stored.overrides().stream()
        .filter(one -> !part.has(one))
        .forEach(one -> named.addAll(one.match().orgs()));
    named.stream().filter(orgs::contains).forEach(id -> stillNamed("orgs", "org", id));
    stored.routes().stream()
        .filter(route -> !part.has(route))
        .flatMap(route -> route.to().stream())
        .map(TargetId::value)
        .distinct()
        .filter(targets::contains)
        .forEach(id -> stillNamed("targets", "target", id));
  }

  private void stillNamed(String list, String what, String id) {
    add(
        list,
        id,
        "is left out, but an entry of the fleet's manifest still names this " + what,
        "Keep it, or have the operator take it out of that entry first.");
  }

  private static <T> Set<String> gone(
      List<T> stored, Predicate<T> own, List<T> wanted, Function<T, String> id) {
    Set<String> gone = stored.stream().filter(own).map(id).collect(Collectors.toSet());
    wanted.forEach(one -> gone.remove(id.apply(one)));
    return gone;
  }

  private <T> void each(String list, List<T> entries, Predicate<T> own, String remedy) {
    each(list, entries, own, one -> "", remedy);
  }

  private <T> void each(
      String list, List<T> entries, Predicate<T> own, Function<T, String> id, String remedy) {
    for (int i = 0; i < entries.size(); i++) {
      T one = entries.get(i);
      if (!own.test(one)) {
        String name = id.apply(one);
        add(
            list + "[" + i + "]",
            name.isEmpty() ? null : name,
            "is not only for " + tenant + ", whose manifest this is",
            "Write " + remedy + ", or have the operator write it into the fleet's manifest.");
      }
    }
  }

  private void add(String path, @Nullable String value, String problem, String remedy) {
    found.add(new Violation(path, value, problem, remedy));
  }
}
