package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reads who may use the API of orgs, for those who may see it: as {@link Views} does, an {@link
 * Org} that is asked about was found through the same scope.
 */
public interface AccessViews {
  /** The last audit of {@code day}, GMT, or before it; empty if there was none. */
  Optional<AccessView> access(TenantScope scope, Org org, LocalDate day);

  /** How much is wrong with the access of every org, as of its last audit. */
  AccessFleetView fleet(TenantScope scope);

  /** The audits of the days from one to another, both inclusive, in order. */
  List<AccessDay> days(TenantScope scope, Org org, LocalDate from, LocalDate to);
}
