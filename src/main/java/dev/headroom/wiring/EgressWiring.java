package dev.headroom.wiring;

import dev.headroom.fleet.FleetStore;
import dev.headroom.http.EgressPolicy;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Creates the {@link EgressPolicy} from the configuration and the manifest; any other bean replaces
 * it.
 */
@Dependent
final class EgressWiring {
  /**
   * Returns the policy of {@code headroom.egress.*}, with the ports that the stored manifest
   * allows.
   */
  @Produces
  @Singleton
  @DefaultBean
  EgressPolicy egressPolicy(EgressConfig config, Instance<FleetStore> fleet) {
    return new EgressPolicy(
        config.allowLoopback(),
        port -> fleet.get().settings().ports().contains(port),
        config.privateHosts());
  }
}
