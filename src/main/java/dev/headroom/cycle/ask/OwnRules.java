package dev.headroom.cycle.ask;

import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rules a viewer may see: an operator all, a tenant those that are about it alone. */
final class OwnRules {
  private final TenantScope scope;
  private final Set<String> orgs;

  OwnRules(TenantScope scope, OrgDirectory directory) {
    this.scope = scope;
    this.orgs =
        scope.seesFleet()
            ? Set.of()
            : directory.all().stream()
                .filter(scope::sees)
                .map(org -> org.id().value())
                .collect(Collectors.toSet());
  }

  /** Returns whether a rule for {@code tenant}, or only for these orgs, is visible. */
  boolean show(@Nullable String tenant, List<String> ids) {
    return scope.seesFleet()
        || (tenant == null ? !ids.isEmpty() && orgs.containsAll(ids) : scope.sees(tenant));
  }
}
