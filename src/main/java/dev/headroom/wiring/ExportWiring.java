package dev.headroom.wiring;

import dev.headroom.auth.Secrets;
import dev.headroom.cycle.export.ExportCycle;
import dev.headroom.cycle.export.ExportQueue;
import dev.headroom.cycle.export.HandOver;
import dev.headroom.export.Exporter;
import dev.headroom.fleet.FleetStore;
import dev.headroom.org.OrgDirectory;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Creates the cycles that export. They use the real clock. */
final class ExportWiring {
  @Produces
  @Singleton
  HandOver handOver(FleetStore fleet, OrgDirectory directory, ExportQueue queue) {
    return new HandOver(fleet, directory, queue);
  }

  @Produces
  @Singleton
  ExportCycle export(
      @All List<Exporter> exporters, FleetStore fleet, Secrets secrets, InstantSource clock) {
    return new ExportCycle(exporters, fleet, secrets, clock);
  }
}
