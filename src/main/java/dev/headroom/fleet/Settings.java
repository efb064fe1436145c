package dev.headroom.fleet;

import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.export.ExporterRule;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What judging and telling need of the fleet, without its orgs.
 *
 * @param version grows with every applied change
 * @param targets by id; holds removed ones too, since an episode that they were told of is told to
 *     its end. No route names a removed one.
 * @param removed those of {@code targets} that the manifest no longer has
 * @param ports that may be called besides 443
 * @param spend caps on Headroom's own calls; the first that matches an org holds
 * @param lenient those of {@code targets} that the first release stored and that have the secrets
 *     of then: a weak one still signs, for one release more
 * @param integrations what the manifest names; the first that matches a caller gets its calls
 * @param access by what API access is judged; the most specific one that matches an org holds
 * @param advice which findings are worth a message
 * @param exporters metric stores that readings are shipped to
 * @param telling reminders and mutes
 * @param overrides temporary changes of what limits are judged by: those that operators ordered,
 *     then those of the manifest; the first that matches a limit and has not ended holds
 */
public record Settings(
    long version,
    List<Policy> policies,
    Map<TargetId, Target> targets,
    Set<TargetId> removed,
    List<Route> routes,
    Set<Integer> ports,
    Set<TargetId> lenient,
    List<SpendRule> spend,
    List<IntegrationRule> integrations,
    List<AccessPolicy> access,
    AdviceRule advice,
    List<ExporterRule> exporters,
    NotifyRules telling,
    List<PolicyOverride> overrides) {
  public Settings {
    overrides = List.copyOf(overrides);
    exporters = List.copyOf(exporters);
    access = List.copyOf(access);
    integrations = List.copyOf(integrations);
    spend = List.copyOf(spend);
    lenient = Set.copyOf(lenient);
    policies = List.copyOf(policies);
    targets = Map.copyOf(targets);
    removed = Set.copyOf(removed);
    routes = List.copyOf(routes);
    ports = Set.copyOf(ports);
  }

  /** Creates settings without overrides. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend,
      List<IntegrationRule> integrations,
      List<AccessPolicy> access,
      AdviceRule advice,
      List<ExporterRule> exporters,
      NotifyRules telling) {
    this(
        version,
        policies,
        targets,
        removed,
        routes,
        ports,
        lenient,
        spend,
        integrations,
        access,
        advice,
        exporters,
        telling,
        List.of());
  }

  /** Returns what limits are judged by at {@code moment}. */
  public Policies judging(Instant moment) {
    return new Policies(policies, overrides).at(moment);
  }

  /** Creates settings without exporters. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend,
      List<IntegrationRule> integrations,
      List<AccessPolicy> access,
      AdviceRule advice) {
    this(
        version,
        policies,
        targets,
        removed,
        routes,
        ports,
        lenient,
        spend,
        integrations,
        access,
        advice,
        List.of());
  }

  /** Creates settings with the default rules about notifying. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend,
      List<IntegrationRule> integrations,
      List<AccessPolicy> access,
      AdviceRule advice,
      List<ExporterRule> exporters) {
    this(
        version,
        policies,
        targets,
        removed,
        routes,
        ports,
        lenient,
        spend,
        integrations,
        access,
        advice,
        exporters,
        NotifyRules.DEFAULT);
  }

  /** Creates settings with the default advice. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend,
      List<IntegrationRule> integrations,
      List<AccessPolicy> access) {
    this(
        version,
        policies,
        targets,
        removed,
        routes,
        ports,
        lenient,
        spend,
        integrations,
        access,
        AdviceRule.DEFAULT);
  }

  /** Settings that say nothing of access. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend,
      List<IntegrationRule> integrations) {
    this(
        version,
        policies,
        targets,
        removed,
        routes,
        ports,
        lenient,
        spend,
        integrations,
        List.of());
  }

  /** Settings in which no integration is named. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient,
      List<SpendRule> spend) {
    this(version, policies, targets, removed, routes, ports, lenient, spend, List.of());
  }

  /** Creates settings without caps. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports,
      Set<TargetId> lenient) {
    this(version, policies, targets, removed, routes, ports, lenient, List.of());
  }

  /** Creates settings in which every target needs a strong secret. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes,
      Set<Integer> ports) {
    this(version, policies, targets, removed, routes, ports, Set.of());
  }

  /** Creates settings that allow only port 443. */
  public Settings(
      long version,
      List<Policy> policies,
      Map<TargetId, Target> targets,
      Set<TargetId> removed,
      List<Route> routes) {
    this(version, policies, targets, removed, routes, Set.of());
  }

  /** Creates settings without removed targets. */
  public Settings(
      long version, List<Policy> policies, Map<TargetId, Target> targets, List<Route> routes) {
    this(version, policies, targets, Set.of(), routes);
  }

  /** Returns the targets that the manifest has, by id. */
  public SortedMap<TargetId, Target> current() {
    SortedMap<TargetId, Target> current = new TreeMap<>(targets);
    current.keySet().removeAll(removed);
    return current;
  }
}
