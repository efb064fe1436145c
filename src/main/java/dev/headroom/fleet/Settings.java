package dev.headroom.fleet;

import dev.headroom.alert.Policy;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import java.util.List;
import java.util.Map;

/**
 * What judging and telling need of the fleet, without its orgs.
 *
 * @param version grows with every applied change
 * @param targets by id; holds removed ones too, since an episode that they were told of is told to
 *     its end. No route names a removed one.
 */
public record Settings(
    long version, List<Policy> policies, Map<TargetId, Target> targets, List<Route> routes) {
  public Settings {
    policies = List.copyOf(policies);
    targets = Map.copyOf(targets);
    routes = List.copyOf(routes);
  }
}
