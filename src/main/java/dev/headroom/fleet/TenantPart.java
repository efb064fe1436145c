package dev.headroom.fleet;

import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.export.ExporterRule;
import dev.headroom.notify.Mute;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import dev.headroom.org.TenantId;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a fleet are a tenant's own: its orgs and targets, and every rule that can hold
 * for nothing else, because it names the tenant or only orgs of the tenant. A route is its own if
 * the targets that it names are as well. All other entries are the operator's.
 */
public final class TenantPart {
  private final String tenant;
  private final Set<String> orgs;
  private final Set<TargetId> targets;

  private TenantPart(Fleet fleet, TenantId tenant) {
    this.tenant = tenant.value();
    this.orgs =
        fleet.orgs().stream()
            .filter(org -> isOf(org.tenant()))
            .map(org -> org.id().value())
            .collect(Collectors.toSet());
    this.targets =
        fleet.targets().stream()
            .filter(target -> isOf(target.tenant()))
            .map(Target::id)
            .collect(Collectors.toSet());
  }

  /** Returns what decides which entries of {@code fleet} are the tenant's own. */
  static TenantPart of(Fleet fleet, TenantId tenant) {
    return new TenantPart(fleet, tenant);
  }

  /** Returns the fleet with the tenant's own entries alone. */
  public static Fleet own(Fleet fleet, TenantId tenant) {
    TenantPart part = of(fleet, tenant);
    return new Fleet(
        fleet.tenants().stream().filter(one -> part.isOf(one.id())).toList(),
        kept(fleet.orgs(), part::has),
        kept(fleet.policies(), part::has),
        kept(fleet.targets(), part::has),
        kept(fleet.routes(), part::has),
        new TreeSet<>(),
        kept(fleet.integrations(), part::has),
        kept(fleet.spend(), part::has),
        kept(fleet.access(), part::has),
        AdviceRule.DEFAULT,
        kept(fleet.exporters(), part::has),
        new NotifyRules(NotifyRules.DEFAULT.reminders(), kept(fleet.telling().mutes(), part::has)),
        kept(fleet.overrides(), part::has));
  }

  /**
   * Returns {@code stored} with the tenant's own entries replaced by those of {@code wanted}, and
   * everything else as it is.
   *
   * <p>Own rules of a list that is read in order stand where the first of them stood. New ones come
   * before the operator's, so that a rule for everybody does not hide them; routes come after them,
   * so that they take nothing from the operator's targets.
   *
   * @param wanted only entries of the tenant's own, see {@link TenantClaims}
   */
  public static Fleet replace(Fleet stored, Fleet wanted, TenantId tenant) {
    TenantPart now = of(stored, tenant);
    return new Fleet(
        merged(
            stored.tenants(),
            wanted.tenants().stream().map(one -> one.shownAs(now.stored(stored))).toList(),
            one -> now.isOf(one.id()),
            false),
        merged(stored.orgs(), wanted.orgs(), now::has, false),
        merged(stored.policies(), wanted.policies(), now::has, true),
        merged(stored.targets(), wanted.targets(), now::has, false),
        merged(stored.routes(), wanted.routes(), now::has, false),
        stored.ports(),
        merged(stored.integrations(), wanted.integrations(), now::has, true),
        merged(stored.spend(), wanted.spend(), now::has, true),
        merged(stored.access(), wanted.access(), now::has, true),
        stored.advice(),
        merged(stored.exporters(), wanted.exporters(), now::has, false),
        new NotifyRules(
            stored.telling().reminders(),
            merged(stored.telling().mutes(), wanted.telling().mutes(), now::has, false)),
        merged(stored.overrides(), wanted.overrides(), now::has, true));
  }

  /** What a tenant is shown of users is the operator's to say, and stays. */
  @Nullable Tenant stored(Fleet stored) {
    return stored.tenants().stream().filter(one -> isOf(one.id())).findFirst().orElse(null);
  }

  boolean isOf(@Nullable String other) {
    return tenant.equals(other);
  }

  boolean has(Org org) {
    return isOf(org.tenant());
  }

  boolean has(Target target) {
    return isOf(target.tenant());
  }

  boolean has(Policy policy) {
    return isOnly(policy.tenant(), policy.match().orgs());
  }

  boolean has(Route route) {
    return isOf(route.match().tenant()) && targets.containsAll(route.to());
  }

  boolean has(IntegrationRule rule) {
    return isOnly(null, rule.match().orgs());
  }

  boolean has(SpendRule rule) {
    return isOnly(rule.tenant(), rule.orgs());
  }

  boolean has(AccessPolicy policy) {
    return isOnly(policy.match().tenant(), policy.match().orgs());
  }

  boolean has(ExporterRule rule) {
    return isOnly(rule.match().tenant(), rule.match().orgs());
  }

  boolean has(Mute mute) {
    return isOnly(mute.match().tenant(), mute.match().orgs());
  }

  boolean has(PolicyOverride override) {
    return isOnly(override.match().tenant(), override.match().orgs());
  }

  private boolean isOnly(@Nullable String named, List<String> ids) {
    return named == null ? !ids.isEmpty() && orgs.containsAll(ids) : isOf(named);
  }

  private static <T> List<T> kept(List<T> all, Predicate<T> own) {
    return all.stream().filter(own).toList();
  }

  private static <T> List<T> merged(
      List<T> stored, List<T> wanted, Predicate<T> own, boolean before) {
    List<T> merged = new ArrayList<>(stored.stream().filter(own.negate()).toList());
    int first = 0;
    while (first < stored.size() && !own.test(stored.get(first))) {
      first++;
    }
    boolean isNew = first == stored.size();
    merged.addAll(isNew && before ? 0 : first, wanted);
    return merged;
  }
}
