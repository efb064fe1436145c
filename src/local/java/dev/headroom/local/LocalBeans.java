package dev.headroom.local;

import dev.headroom.auth.SecretStore;
import dev.headroom.auth.Secrets;
import dev.headroom.auth.StoredSecrets;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.env.SecretsConfig;
import dev.headroom.cycle.watch.LeastStale;
import dev.headroom.fleet.FleetStore;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.console.Console;
import dev.headroom.org.SecretRef.Scheme;
import dev.headroom.wiring.EgressConfig;
import dev.headroom.wiring.FleetTime;
import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Local mode's replacements for parts of production. */
final class LocalBeans {
  private static final double DEMO_FACTOR = 360;

  @Produces
  @Singleton
  @Typed(DemoClock.class)
  DemoClock clock(LocalConfig config, Console console, InstantSource real) {
    if (console.isOn()) {
      DemoClock clock = new DemoClock(real, 1);
      clock.start();
      return clock;
    }
    return new DemoClock(
        real, config.clockFactor().orElse(config.fleet().isPresent() ? 1 : DEMO_FACTOR));
  }

  @Produces
  @Singleton
  @FleetTime
  @Alternative
  @Priority(1)
  InstantSource fleetTime(DemoClock clock) {
    return clock;
  }

  /**
   * Returns environment variables, the simulated fleet's secrets, which are generated at every
   * start, and the stores of the AWS account that this machine is logged in to.
   */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Secrets secrets(
      Demo demo, SecretsConfig config, @All List<SecretStore> stores, InstantSource real) {
    String prefix = config.envPrefix().orElse("");
    Map<String, String> made = new HashMap<>();
    demo.secrets().forEach((name, secret) -> made.put(prefix + name, secret));
    List<SecretStore> all = new ArrayList<>();
    stores.stream().filter(store -> store.scheme() != Scheme.ENV).forEach(all::add);
    all.add(
        new EnvSecrets(
            true, prefix, name -> made.containsKey(name) ? made.get(name) : System.getenv(name)));
    return new StoredSecrets(all, real);
  }

  @Produces
  @Singleton
  LeastStale leastStale(DemoClock clock) {
    return LeastStale.atFactor(clock.factor());
  }

  /** Allows loopback, where the simulated fleet and the inbox are. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  EgressPolicy egress(Demo demo, EgressConfig config, Instance<FleetStore> fleet) {
    return new EgressPolicy(
        config.allowLoopback() || demo.fleet().isPresent(),
        port -> fleet.get().settings().ports().contains(port),
        config.privateHosts());
  }
}
