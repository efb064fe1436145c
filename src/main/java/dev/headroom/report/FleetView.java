package dev.headroom.report;

import dev.headroom.org.Org;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The fleet, worst org first.
 *
 * @param orgs one line each
 */
public record FleetView(List<OrgView> orgs) {
  public FleetView {
    orgs = List.copyOf(orgs);
  }

  /**
   * Returns the view of {@code orgs}.
   *
   * @param view returns the view of one org
   */
  public static FleetView of(List<Org> orgs, Function<Org, OrgView> view) {
    return worstFirst(orgs.stream().map(view).toList());
  }

  /** Returns the fleet of these orgs. */
  public static FleetView worstFirst(List<OrgView> orgs) {
    return new FleetView(orgs.stream().sorted(OrgView.WORST_FIRST).toList());
  }

  /**
   * Returns how many orgs have each status; contains every status that orgs can have, worst first.
   */
  public Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      if (status.isOfOrgs()) {
        counts.put(status, 0);
      }
    }
    orgs.forEach(org -> counts.merge(org.status(), 1, Integer::sum));
    return counts;
  }
}
