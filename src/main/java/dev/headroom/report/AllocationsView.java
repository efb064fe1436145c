package dev.headroom.report;

import dev.headroom.limits.AllocationParts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Holdings;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.TenantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many API calls orgs may make in 24 hours, what that is made of, and the sums of tenants.
 *
 * @param tenants by id
 * @param orgs by id
 */
public record AllocationsView(List<OfTenant> tenants, List<OfOrg> orgs) {
  private static final Duration DAY = Duration.ofDays(1);

  public AllocationsView {
    tenants = List.copyOf(tenants);
    orgs = List.copyOf(orgs);
  }

  /**
   * An org's allocation.
   *
   * @param reading the last known of its calls in 24 hours; null if there was none
   * @param parts an estimate; null if nothing is known of them
   * @param monthly its calls per month; null if it does not say
   */
  public record OfOrg(
      Org org,
      @Nullable Reading reading,
      @Nullable AllocationParts parts,
      Holdings.@Nullable Monthly monthly) {}

  /**
   * The sum of a tenant's orgs.
   *
   * @param unknown how many of them are in no sum, because their allocation was never read
   * @param allocation calls in 24 hours of the others
   * @param used of these
   * @param ownCalls Headroom's own calls to the orgs today, by GMT
   * @param uncounted how many of the orgs are not in {@code ownCalls}, because their state says
   *     nothing of calls
   * @param readings how often the orgs are read per day, at their intervals: what a tenant costs is
   *     its part of the fleet's readings
   */
  public record OfTenant(
      String tenant,
      int orgs,
      int unknown,
      long allocation,
      long used,
      long ownCalls,
      int uncounted,
      long readings) {
    private OfTenant plus(OrgView view, @Nullable Reading reading) {
      SpendView spend = view.spend();
      boolean known = reading != null && !reading.isUncapped() && !reading.isNotProvisioned();
      return new OfTenant(
          tenant,
          orgs + 1,
          unknown + (known ? 0 : 1),
          allocation + (known && reading != null ? reading.max() : 0),
          used + (known && reading != null ? reading.used() : 0),
          ownCalls + (spend == null ? 0 : spend.today()),
          uncounted + (spend == null ? 1 : 0),
          readings + DAY.dividedBy(view.org().interval()));
    }
  }

  /**
   * Returns a tenant's part of the readings of all tenants here, in per cent: its part of what the
   * fleet costs on AWS.
   */
  public double share(OfTenant tenant) {
    long all = tenants.stream().mapToLong(OfTenant::readings).sum();
    return all == 0 ? 0 : tenant.readings() * 100.0 / all;
  }

  /** Returns those of the orgs in {@code scope}. */
  public static AllocationsView of(Views views, TenantScope scope) {
    List<OfOrg> orgs = new ArrayList<>();
    Map<String, OfTenant> tenants = new TreeMap<>();
    for (OrgView view : views.fleet(scope).orgs()) {
      OfOrg one = of(views, scope, view.org());
      orgs.add(one);
      String tenant = view.org().tenant();
      tenants.put(
          tenant,
          tenants
              .getOrDefault(tenant, new OfTenant(tenant, 0, 0, 0, 0, 0, 0, 0))
              .plus(view, one.reading()));
    }
    orgs.sort(Comparator.comparing(one -> one.org().id().value()));
    return new AllocationsView(List.copyOf(tenants.values()), orgs);
  }

  private static OfOrg of(Views views, TenantScope scope, Org org) {
    Reading reading =
        views.limits(scope, org).stream()
            .filter(limit -> limit.info().name().equals(LimitName.DAILY_API_REQUESTS))
            .map(LimitView::lastKnown)
            .findFirst()
            .orElse(null);
    OrgProfile profile = views.profile(scope, org).orElse(null);
    return new OfOrg(
        org,
        reading,
        profile == null || reading == null
            ? null
            : AllocationParts.of(profile, reading.max()).orElse(null),
        profile == null ? null : profile.holdings().monthly());
  }
}
