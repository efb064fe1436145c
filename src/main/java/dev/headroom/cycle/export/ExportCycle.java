package dev.headroom.cycle.export;

import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.ExporterRule;
import dev.headroom.export.OrgReadings;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetSecrets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ships readings to the store of one exporter. */
public final class ExportCycle {
  private final Map<String, Exporter> exporters;
  private final FleetStore fleet;
  private final Secrets secrets;
  private final InstantSource clock;

  /**
   * Ships by these exporters, one per kind.
   *
   * @param clock real time: stores compare it with the time of a reading
   */
  public ExportCycle(
      List<Exporter> exporters, FleetStore fleet, Secrets secrets, InstantSource clock) {
    this.exporters =
        exporters.stream().collect(Collectors.toMap(e -> e.type().name(), Function.identity()));
    this.fleet = fleet;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Ships {@code readings}; empty if the manifest no longer has the exporter.
   *
   * @param id the exporter's
   */
  public Optional<ExportResult> ship(String id, Iterable<OrgReadings> readings) {
    return fleet.settings().exporters().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(rule -> ship(rule, readings));
  }

  private ExportResult ship(ExporterRule rule, Iterable<OrgReadings> readings) {
    Exporter exporter = exporters.get(rule.type());
    if (exporter == null) {
      return failed(
          "exporter %s is of the type '%s', which this release does not know"
              .formatted(rule.id(), rule.type()));
    }
    ResolvedTarget store;
    try {
      store =
          TargetSecrets.resolve(
              new Target(new TargetId(rule.id()), rule.type(), rule.settings()),
              exporter.type(),
              secrets,
              false);
    } catch (SecretUnavailableException e) {
      return failed(String.valueOf(e.getMessage()));
    }
    return exporter.ship(readings, rule.match(), store, clock.instant());
  }

  private static ExportResult failed(String detail) {
    return new ExportResult(0, 0, 0, null, new ExportResult.Failure(false, detail));
  }
}
