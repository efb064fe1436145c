package dev.headroom.wiring;

import dev.headroom.cycle.ManageCycle;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Builds what an operator's manifest passes through. */
final class ManageWiring {
  @Produces
  @Singleton
  ManifestReader reader(EgressPolicy egress, PollConfig poll) {
    return new YamlManifestReader(egress, TargetTypes.ALL, poll.interval());
  }

  @Produces
  @Singleton
  ManageCycle manage(ManifestReader reader, FleetStore store) {
    return new ManageCycle(reader, store, InstantSource.system());
  }
}
