package dev.headroom.local.console;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Policies;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.history.Resolution;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertStory;
import dev.headroom.report.AlertView;
import dev.headroom.report.ExplainReport;
import dev.headroom.report.FleetView;
import dev.headroom.report.LimitView;
import dev.headroom.report.NotVisible;
import dev.headroom.report.OrgView;
import dev.headroom.report.Projections;
import dev.headroom.report.SeriesView;
import dev.headroom.report.TargetLine;
import dev.headroom.report.TargetView;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Untold;
import dev.headroom.report.Views;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The views of several stacks as one fleet. */
final class SeveralViews implements Views {
  private final Stacks stacks;
  private final AtomicReference<Policies> policies = new AtomicReference<>(Policies.NONE);

  SeveralViews(Stacks stacks) {
    this.stacks = stacks;
  }

  private <T> List<T> all(Function<Views, List<T>> question) {
    return stacks.each(stack -> question.apply(stack.views())).values().stream()
        .flatMap(Collection::stream)
        .toList();
  }

  /** What is said of orgs that belong to the stack that says it; and of what belongs to no org. */
  private Stream<AlertView> alerts(Function<Views, List<AlertView>> question) {
    return stacks.each(stack -> question.apply(stack.views())).entrySet().stream()
        .flatMap(
            answer ->
                answer.getValue().stream()
                    .filter(
                        alert ->
                            alert.org().isFleet()
                                || stacks.of(alert.org()).equals(answer.getKey())));
  }

  private Views of(Org org) {
    return stacks.of(org).views();
  }

  @Override
  public FleetView fleet(TenantScope scope) {
    Map<OrgId, OrgView> first =
        all(views -> views.fleet(scope).orgs()).stream()
            .collect(Collectors.toMap(view -> view.org().id(), Function.identity(), (a, b) -> a));
    return FleetView.worstFirst(List.copyOf(first.values()));
  }

  @Override
  public Optional<OrgView> org(TenantScope scope, String id) {
    return stacks.first(stack -> stack.views().org(scope, id));
  }

  @Override
  public List<LimitView> limits(TenantScope scope, Org org) {
    return of(org).limits(scope, org);
  }

  @Override
  public List<NotVisible> notVisible(TenantScope scope, Org org) {
    return of(org).notVisible(scope, org);
  }

  @Override
  public Optional<OrgProfile> profile(TenantScope scope, Org org) {
    return of(org).profile(scope, org);
  }

  @Override
  public Optional<Instant> lastSlot(TenantScope scope, Org org) {
    return of(org).lastSlot(scope, org);
  }

  @Override
  public Projections projections(TenantScope scope, Org org) {
    return of(org).projections(scope, org);
  }

  @Override
  public Optional<LimitForecast> forecast(
      TenantScope scope, Org org, LimitName limit, TimeRange usual) {
    return of(org).forecast(scope, org, limit, usual);
  }

  @Override
  public Series series(TenantScope scope, Org org, LimitName limit, TimeRange range) {
    return of(org).series(scope, org, limit, range);
  }

  @Override
  public SeriesView series(
      TenantScope scope, Org org, LimitName limit, TimeRange range, Resolution resolution) {
    return of(org).series(scope, org, limit, range, resolution);
  }

  @Override
  public Policies policies(TenantScope scope) {
    Policies now =
        Policies.together(
            stacks.each(stack -> stack.views().policies(scope).within(ids(stack))).values());
    // The same object while they are the same: pages keep what they made for it.
    return policies.updateAndGet(last -> last.equals(now) ? last : now);
  }

  private static Set<String> ids(Stack stack) {
    return stack.directory().all().stream()
        .map(org -> org.id().value())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean hidesNames(TenantScope scope) {
    return stacks.each(stack -> stack.views().hidesNames(scope)).containsValue(true);
  }

  @Override
  public ExplainReport explanation(TenantScope scope, Org org, LimitName limit) {
    return of(org).explanation(scope, org, limit);
  }

  @Override
  public LimitInfo describe(LimitName limit) {
    return stacks.first(stack -> Optional.of(stack.views().describe(limit))).orElseThrow();
  }

  @Override
  public List<AlertView> openAlerts(TenantScope scope) {
    return alerts(views -> views.openAlerts(scope)).sorted(AlertView.WORST_FIRST).toList();
  }

  @Override
  public List<AlertView> alerts(TenantScope scope) {
    return alerts(views -> views.alerts(scope)).sorted(AlertView.WORST_FIRST).toList();
  }

  @Override
  public Optional<AlertStory> alert(TenantScope scope, String key) {
    return stacks.first(stack -> stack.views().alert(scope, key));
  }

  @Override
  public Optional<AlertStory> alert(TenantScope scope, AlertKey key) {
    return stacks.first(stack -> stack.views().alert(scope, key));
  }

  @Override
  public Optional<Evidence> evidence(TenantScope scope, AlertView alert) {
    return stacks.first(stack -> stack.views().evidence(scope, alert));
  }

  @Override
  public List<AlertView> openAlerts(TenantScope scope, Org org) {
    return of(org).openAlerts(scope, org);
  }

  @Override
  public List<AlertView> exhausted(TenantScope scope, int most) {
    return alerts(views -> views.exhausted(scope, most))
        .sorted(Comparator.comparing(AlertView::openedAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public int openAlertCount(TenantScope scope) {
    return (int) alerts(views -> views.openAlerts(scope)).filter(a -> !a.isAdvice()).count();
  }

  @Override
  public Untold.Snapshot untold(TenantScope scope) {
    return Untold.Snapshot.of(stacks.each(stack -> stack.views().untold(scope)).values());
  }

  @Override
  public List<TargetLine> targets(TenantScope scope) {
    return all(views -> views.targets(scope));
  }

  @Override
  public List<TargetView> held(TenantScope scope) {
    return all(views -> views.held(scope));
  }
}
