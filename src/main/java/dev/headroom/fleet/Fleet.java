package dev.headroom.fleet;

import dev.headroom.alert.Policy;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import java.util.List;

/** A valid manifest: the whole wanted state. The order of policies and routes counts. */
public record Fleet(
    List<Tenant> tenants,
    List<Org> orgs,
    List<Policy> policies,
    List<Target> targets,
    List<Route> routes) {

  public static final Fleet EMPTY =
      new Fleet(List.of(), List.of(), List.of(), List.of(), List.of());

  public Fleet {
    tenants = List.copyOf(tenants);
    orgs = List.copyOf(orgs);
    policies = List.copyOf(policies);
    targets = List.copyOf(targets);
    routes = List.copyOf(routes);
  }
}
