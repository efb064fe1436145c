package dev.headroom.local.console;

import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.SavingsView;
import dev.headroom.report.UsageView;
import dev.headroom.report.UsageViews;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** The usage of the orgs of several stacks. */
final class SeveralUsage implements UsageViews {
  private final Stacks stacks;

  SeveralUsage(Stacks stacks) {
    this.stacks = stacks;
  }

  private UsageViews of(Org org) {
    return stacks.of(org).usage();
  }

  @Override
  public UsageView usage(TenantScope scope, Org org, LocalDate from, LocalDate to) {
    return of(org).usage(scope, org, from, to);
  }

  @Override
  public LocalDate newest(TenantScope scope, Org org, Instant now) {
    return of(org).newest(scope, org, now);
  }

  @Override
  public OptionalLong allocation(TenantScope scope, Org org) {
    return of(org).allocation(scope, org);
  }

  @Override
  public KnownFindings findings(TenantScope scope, Org org) {
    return of(org).findings(scope, org);
  }

  @Override
  public Optional<StoredDay> day(TenantScope scope, Org org, LocalDate day) {
    return of(org).day(scope, org, day);
  }

  @Override
  public Optional<UsageStore.DayGroups> groups(TenantScope scope, Org org, LocalDate day) {
    return of(org).groups(scope, org, day);
  }

  @Override
  public SavingsView savings(TenantScope scope) {
    return SavingsView.together(stacks.each(stack -> stack.usage().savings(scope)).values());
  }
}
