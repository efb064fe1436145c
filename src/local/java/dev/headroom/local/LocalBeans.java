package dev.headroom.local;

import dev.headroom.auth.Secrets;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.FleetTime;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What local mode puts in the place of production's parts. */
final class LocalBeans {
  private static final double DEMO_FACTOR = 360;

  @Produces
  @Singleton
  @Typed(DemoClock.class)
  DemoClock clock(LocalConfig config, InstantSource real) {
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
   * Environment variables, and the simulated fleet's secrets, which are made anew at every start.
   */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Secrets secrets(Demo demo) {
    Map<String, String> made = demo.secrets();
    return new EnvSecrets(
        true, name -> made.containsKey(name) ? made.get(name) : System.getenv(name));
  }

  /** The simulated fleet and the inbox are on loopback. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  EgressPolicy egress(
      Demo demo,
      @ConfigProperty(name = "headroom.egress.allow-loopback", defaultValue = "false")
          boolean allowLoopback) {
    return new EgressPolicy(allowLoopback || demo.fleet().isPresent());
  }
}
