package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Explanation;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Policies;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitInfo;
import dev.headroom.notify.Mute;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a limit of an org is judged by, and what keeps its alert from being sent.
 *
 * @param mutes that cover the limit's alert and have not ended
 * @param now the fleet's time at which it is so
 */
public record ExplainReport(
    OrgId org, LimitInfo limit, Explanation explanation, List<Mute> mutes, Instant now) {
  public ExplainReport {
    mutes = List.copyOf(mutes);
  }

  /**
   * Explains a limit, which need not be one that the org reports.
   *
   * @param scope policies of tenants that it does not see are left out
   * @param ordered the mutes that operators ordered
   */
  public static ExplainReport of(
      TenantScope scope,
      Org org,
      LimitInfo limit,
      OrgState state,
      Settings settings,
      List<Mute> ordered,
      Instant now) {
    Known known = state.known().get(limit.name());
    Explanation all =
        Explanation.of(
            seen(scope, settings.judging(now)),
            org,
            limit.name(),
            limit.window(),
            known == null ? null : known.reading());
    AlertKey key = AlertKey.usage(org.id(), limit.name());
    return new ExplainReport(
        org.id(),
        limit,
        all,
        Stream.concat(settings.telling().mutes().stream(), ordered.stream())
            .filter(mute -> mute.until() == null || mute.until().isAfter(now))
            .filter(mute -> mute.covers(key, org.tenant(), org.tags()))
            .toList(),
        now);
  }

  /** Those of other tenants are not even counted: they match none of its orgs. */
  private static Policies seen(TenantScope scope, Policies all) {
    return scope.seesFleet()
        ? all
        : new Policies(
            all.policies().stream().filter(one -> isSeen(scope, one.match())).toList(),
            all.overrides().stream().filter(one -> isSeen(scope, one.match())).toList());
  }

  private static boolean isSeen(TenantScope scope, PolicyMatch match) {
    String tenant = match.tenant();
    return scope.seesFleet() || tenant == null || scope.sees(tenant);
  }
}
