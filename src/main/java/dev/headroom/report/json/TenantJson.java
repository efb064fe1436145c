package dev.headroom.report.json;

import dev.headroom.org.TenantScope;
import dev.headroom.report.AllocationsView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's orgs may use, what they use, and what they cost, in JSON.
 *
 * @param unknown orgs that are in no sum of the allocation
 * @param ownCalls Headroom's own calls today; {@code uncounted} orgs are not in it
 * @param readingsPerDay at the orgs' intervals
 * @param sharePercent the tenant's part of the fleet's readings; null for whoever sees no other
 *     tenant
 */
@RegisterForReflection
public record TenantJson(
    String tenant,
    int orgs,
    int unknown,
    long allocation,
    long used,
    long ownCalls,
    int uncounted,
    long readingsPerDay,
    @Nullable Double sharePercent) {
  /** Returns the tenants of {@code view}, which was read for {@code scope}. */
  public static List<TenantJson> of(AllocationsView view, TenantScope scope) {
    return view.tenants().stream()
        .map(
            t ->
                new TenantJson(
                    t.tenant(),
                    t.orgs(),
                    t.unknown(),
                    t.allocation(),
                    t.used(),
                    t.ownCalls(),
                    t.uncounted(),
                    t.readings(),
                    scope.seesFleet() ? (Double) (Math.round(view.share(t) * 10) / 10.0) : null))
        .toList();
  }
}
