package dev.headroom.fleet.dynamodb;

import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.dynamodb.MetaRows.StoredTarget;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.Tenant;
import dev.headroom.org.dynamodb.OrgRows;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The rows of a fleet as read, and the writes that lead from them to a desired one. */
record StoredFleet(
    List<Tenant> tenants,
    List<Org> orgs,
    List<Policy> policies,
    List<StoredTarget> targets,
    List<Route> routes,
    SortedSet<Integer> ports,
    List<IntegrationRule> integrations,
    List<SpendRule> spend,
    List<AccessPolicy> access,
    AdviceRule advice,
    List<ExporterRule> exporters,
    NotifyRules telling,
    List<PolicyOverride> overrides) {

  Fleet fleet() {
    List<Target> active =
        targets.stream().filter(t -> !t.retired()).map(StoredTarget::target).toList();
    return new Fleet(
        tenants,
        orgs,
        policies,
        active,
        routes,
        ports,
        integrations,
        spend,
        access,
        advice,
        exporters,
        telling,
        overrides);
  }

  /**
   * Returns the writes in successive steps: what is named is written before what names it, and
   * removed after it. Steps without a write are left out.
   */
  List<List<WriteRequest>> stepsTo(Fleet wanted, MetaRows meta, OrgRows orgRows) {
    List<List<WriteRequest>> steps = new ArrayList<>();
    steps.add(named(wanted, meta));
    List<WriteRequest> lists = new ArrayList<>();
    if (!policies.equals(wanted.policies())) {
      lists.add(put(meta.policies(wanted.policies())));
    }
    if (!routes.equals(wanted.routes())) {
      lists.add(put(meta.routes(wanted.routes())));
    }
    if (!ports.equals(wanted.ports())) {
      lists.add(put(meta.ports(wanted.ports())));
    }
    if (!integrations.equals(wanted.integrations())) {
      lists.add(put(meta.integrations(wanted.integrations())));
    }
    if (!spend.equals(wanted.spend())) {
      lists.add(put(meta.spend(wanted.spend())));
    }
    if (!access.equals(wanted.access())) {
      lists.add(put(meta.access(wanted.access())));
    }
    if (!advice.equals(wanted.advice())) {
      lists.add(put(meta.advice(wanted.advice())));
    }
    if (!exporters.equals(wanted.exporters())) {
      lists.add(put(meta.exporters(wanted.exporters())));
    }
    if (!telling.equals(wanted.telling())) {
      lists.add(put(meta.telling(wanted.telling())));
    }
    if (!overrides.equals(wanted.overrides())) {
      lists.add(put(meta.overrides(wanted.overrides())));
    }
    steps.add(lists);
    steps.add(orgs(wanted, orgRows));
    steps.add(gone(wanted, meta));
    return steps.stream().filter(step -> !step.isEmpty()).toList();
  }

  private List<WriteRequest> named(Fleet wanted, MetaRows meta) {
    Set<Tenant> tenantsNow = Set.copyOf(tenants);
    Map<TargetId, StoredTarget> targetsNow =
        targets.stream().collect(Collectors.toMap(t -> t.target().id(), Function.identity()));
    List<WriteRequest> writes = new ArrayList<>();
    for (Tenant tenant : wanted.tenants()) {
      if (!tenantsNow.contains(tenant)) {
        writes.add(put(meta.tenant(tenant)));
      }
    }
    for (Target target : wanted.targets()) {
      StoredTarget stored = targetsNow.get(target.id());
      if (stored == null) {
        writes.add(put(meta.target(new StoredTarget(target, false, true))));
      } else if (stored.retired() || !stored.target().equals(target)) {
        writes.add(put(meta.target(stored.with(target))));
      }
    }
    return writes;
  }

  private List<WriteRequest> orgs(Fleet wanted, OrgRows rows) {
    Map<OrgId, Org> left = orgs.stream().collect(Collectors.toMap(Org::id, Function.identity()));
    List<WriteRequest> writes = new ArrayList<>();
    for (Org org : wanted.orgs()) {
      if (!org.equals(left.remove(org.id()))) {
        writes.add(put(rows.write(org)));
      }
    }
    for (OrgId gone : left.keySet()) {
      writes.add(delete(OrgRows.partition(OrgRows.shard(gone)), OrgRows.sortKey(gone)));
    }
    return writes;
  }

  /** Targets stay as retired: they are notified until the end of an episode that they know. */
  private List<WriteRequest> gone(Fleet wanted, MetaRows meta) {
    Set<String> tenantIds = wanted.tenants().stream().map(Tenant::id).collect(Collectors.toSet());
    Set<TargetId> targetIds = wanted.targets().stream().map(Target::id).collect(Collectors.toSet());
    List<WriteRequest> writes = new ArrayList<>();
    for (StoredTarget stored : targets) {
      if (!stored.retired() && !targetIds.contains(stored.target().id())) {
        writes.add(put(meta.target(new StoredTarget(stored.target(), true, stored.strict()))));
      }
    }
    for (Tenant tenant : tenants) {
      if (!tenantIds.contains(tenant.id())) {
        writes.add(delete(Tables.META, Tables.TENANT_PREFIX + tenant.id()));
      }
    }
    return writes;
  }

  private static WriteRequest put(Item item) {
    return WriteRequest.builder().putRequest(p -> p.item(item.attributes())).build();
  }

  private static WriteRequest delete(String pk, String sk) {
    Map<String, AttributeValue> key = Item.key(pk, sk);
    return WriteRequest.builder().deleteRequest(d -> d.key(key)).build();
  }
}
