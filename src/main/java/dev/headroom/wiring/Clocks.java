package dev.headroom.wiring;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clocks, unless a mode provides its own. */
final class Clocks {
  @Produces
  @DefaultBean
  @Singleton
  InstantSource realTime() {
    return InstantSource.system();
  }

  @Produces
  @DefaultBean
  @Singleton
  @FleetTime
  InstantSource fleetTime() {
    return InstantSource.system();
  }
}
