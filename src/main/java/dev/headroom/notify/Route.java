package dev.headroom.notify;

import dev.headroom.alert.NamePattern;
import dev.headroom.alert.Severity;
import dev.headroom.limits.LimitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is notified of what. Routes are read in order; the first that matches ends the search unless
 * it continues.
 *
 * <p>A route that matches a tenant belongs to it: it covers that tenant's orgs and targets only.
 * One without is the operator's and covers every tenant, and what belongs to none.
 *
 * @param match what the transition must be
 * @param to the targets notified
 * @param continues whether the routes after it are read as well
 */
public record Route(Match match, List<TargetId> to, boolean continues) {
  public Route {
    to = List.copyOf(to);
  }

  /**
   * All given members must match; an empty match matches everything.
   *
   * @param severity at least this one; null matches all
   * @param tenant the org's tenant; null matches all
   * @param tags every one must be on the org
   * @param limits name patterns, see {@link NamePattern}; empty matches all
   */
  public record Match(
      @Nullable Severity severity,
      @Nullable String tenant,
      Map<String, String> tags,
      List<String> limits) {

    /** Matches all. */
    public static final Match EVERYTHING = new Match(null, null, Map.of(), List.of());

    public Match {
      tags = Map.copyOf(tags);
      limits = List.copyOf(limits);
    }

    /**
     * Returns whether all of it matches.
     *
     * @param orgTenant null if the org is no longer known; then no tenant matches
     * @param about the limits that the alert is about; empty if it is about none, and then no name
     *     pattern matches
     */
    public boolean covers(
        @Nullable String orgTenant,
        Map<String, String> orgTags,
        Collection<LimitName> about,
        Severity actual) {
      return (severity == null || actual.compareTo(severity) >= 0)
          && (tenant == null || tenant.equals(orgTenant))
          && orgTags.entrySet().containsAll(tags.entrySet())
          && (limits.isEmpty()
              || limits.stream()
                  .anyMatch(p -> about.stream().anyMatch(l -> NamePattern.matches(p, l.value()))));
    }
  }

  /**
   * Returns the targets that {@code routes} name for an alert at {@code severity}, in order.
   *
   * @param tenant of the org; null if it is no longer known
   * @param tags of the org
   * @param about the limits that the alert is about; empty if it is about none
   */
  public static List<TargetId> targets(
      List<Route> routes,
      @Nullable String tenant,
      Map<String, String> tags,
      Collection<LimitName> about,
      Severity severity) {
    return new ArrayList<>(places(routes, tenant, tags, about, severity).keySet());
  }

  /** Returns the same targets, each with the place of the first route that names it. */
  static SequencedMap<TargetId, Integer> places(
      List<Route> routes,
      @Nullable String tenant,
      Map<String, String> tags,
      Collection<LimitName> about,
      Severity severity) {
    SequencedMap<TargetId, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (route.match().covers(tenant, tags, about, severity)) {
        for (TargetId target : route.to()) {
          places.putIfAbsent(target, i);
        }
        if (!route.continues()) {
          break;
        }
      }
    }
    return places;
  }
}
