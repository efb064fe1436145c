package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.Collection;
import java.util.List;

/** The fleet at a glance, from an index that is much smaller than the states. */
public interface FleetIndex {
  /**
   * The rows of {@code orgs}, in any order; an org of which no slot was committed has none. Whoever
   * shows them names the orgs that its viewer may see: the index knows no tenants.
   */
  List<Glance> glances(Collection<OrgId> orgs);
}
