package dev.headroom.local.web;

import dev.headroom.wiring.FleetTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** Time stands still in tests of pages; the fleet's is far from the real one. */
@Alternative
@ApplicationScoped
public class FakeClocks {
  static final Instant FLEET_NOW = Instant.parse("2026-11-25T10:07:00Z");
  static final Instant REAL_NOW = Instant.parse("2026-03-01T08:00:00Z");

  @Produces
  @Singleton
  @FleetTime
  InstantSource fleetTime() {
    return InstantSource.fixed(FLEET_NOW);
  }

  @Produces
  @Singleton
  InstantSource realTime() {
    return InstantSource.fixed(REAL_NOW);
  }
}
