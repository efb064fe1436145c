package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.Collection;
import java.util.List;

/** An overview of the fleet, from an index that is much smaller than the states. */
public interface FleetIndex {
  /**
   * Returns the rows of {@code orgs}, in any order; an org without a committed slot has none. The
   * caller names the orgs that its viewer may see: the index knows no tenants.
   */
  List<Glance> glances(Collection<OrgId> orgs);
}
