package dev.headroom.fleet;

import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.export.ExporterRule;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A valid manifest: the complete desired state. The order of policies, routes and integrations
 * matters.
 *
 * @param spend caps on Headroom's own calls; the first that matches an org applies
 * @param ports that may be called besides 443, each from 1 to 65535
 * @param advice which findings are worth a message
 * @param exporters metric stores that readings are shipped to
 * @param telling reminders and mutes
 * @param overrides temporary changes of what limits are judged by
 */
public record Fleet(
    List<Tenant> tenants,
    List<Org> orgs,
    List<Policy> policies,
    List<Target> targets,
    List<Route> routes,
    SortedSet<Integer> ports,
    List<IntegrationRule> integrations,
    List<SpendRule> spend,
    List<AccessPolicy> access,
    AdviceRule advice,
    List<ExporterRule> exporters,
    NotifyRules telling,
    List<PolicyOverride> overrides) {

  public static final Fleet EMPTY =
      new Fleet(List.of(), List.of(), List.of(), List.of(), List.of());

  public Fleet {
    tenants = List.copyOf(tenants);
    orgs = List.copyOf(orgs);
    policies = List.copyOf(policies);
    targets = List.copyOf(targets);
    routes = List.copyOf(routes);
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    integrations = List.copyOf(integrations);
    spend = List.copyOf(spend);
    access = List.copyOf(access);
    exporters = List.copyOf(exporters);
    overrides = List.copyOf(overrides);
  }

  /** Creates a fleet without overrides. */
  public Fleet(
      List<Tenant> tenants,
      List<Org> orgs,
      List<Policy> policies,
      List<Target> targets,
      List<Route> routes,
      SortedSet<Integer> ports,
      List<IntegrationRule> integrations,
      List<SpendRule> spend,
      List<AccessPolicy> access,
      AdviceRule advice,
      List<ExporterRule> exporters,
      NotifyRules telling) {
    this(
        tenants,
        orgs,
        policies,
        targets,
        routes,
        ports,
        integrations,
        spend,
        access,
        advice,
        exporters,
        telling,
        List.of());
  }

  /** Creates a fleet without exporters, with the default rules about notifying. */
  public Fleet(
      List<Tenant> tenants,
      List<Org> orgs,
      List<Policy> policies,
      List<Target> targets,
      List<Route> routes,
      SortedSet<Integer> ports,
      List<IntegrationRule> integrations,
      List<SpendRule> spend,
      List<AccessPolicy> access,
      AdviceRule advice) {
    this(
        tenants,
        orgs,
        policies,
        targets,
        routes,
        ports,
        integrations,
        spend,
        access,
        advice,
        List.of(),
        NotifyRules.DEFAULT);
  }

  /** Creates a fleet without caps and access entries, with the default advice. */
  public Fleet(
      List<Tenant> tenants,
      List<Org> orgs,
      List<Policy> policies,
      List<Target> targets,
      List<Route> routes,
      SortedSet<Integer> ports,
      List<IntegrationRule> integrations) {
    this(
        tenants,
        orgs,
        policies,
        targets,
        routes,
        ports,
        integrations,
        List.of(),
        List.of(),
        AdviceRule.DEFAULT);
  }

  /** Creates a fleet without integrations. */
  public Fleet(
      List<Tenant> tenants,
      List<Org> orgs,
      List<Policy> policies,
      List<Target> targets,
      List<Route> routes,
      SortedSet<Integer> ports) {
    this(tenants, orgs, policies, targets, routes, ports, List.of());
  }

  /** Creates a fleet that allows only port 443. */
  public Fleet(
      List<Tenant> tenants,
      List<Org> orgs,
      List<Policy> policies,
      List<Target> targets,
      List<Route> routes) {
    this(tenants, orgs, policies, targets, routes, new TreeSet<>());
  }

  /** Returns this fleet with other tenants and orgs. */
  public Fleet withOrgs(List<Tenant> otherTenants, List<Org> otherOrgs) {
    return new Fleet(
        otherTenants,
        otherOrgs,
        policies,
        targets,
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

  /** Returns this fleet with other targets. */
  public Fleet withTargets(List<Target> others) {
    return new Fleet(
        tenants,
        orgs,
        policies,
        others,
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
}
