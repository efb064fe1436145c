package dev.headroom.local.config;

import dev.headroom.wiring.Keys;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The keys of local mode.
 *
 * @param fleet the manifest of the fleet to watch; without it, a simulated fleet is watched
 * @param data the folder that keeps the data between runs; without it the data is in memory
 * @param clockFactor fleet seconds per real second, above 0; by default 1 with a manifest, and 360
 *     without: a simulated hour passes in ten seconds
 * @param autostart whether ticks, history and the stream start by themselves; tests turn it off
 * @param hosts that requests may use, besides this machine's
 * @param simulatorPort the simulated Salesforce's; 0 is any free one
 * @param simulatorHistory how much history the simulated fleet starts with
 */
public record LocalConfig(
    Optional<Path> fleet,
    Optional<Path> data,
    Optional<Double> clockFactor,
    boolean autostart,
    HostNames hosts,
    int simulatorPort,
    Duration simulatorHistory) {

  /** Returns the mappings that contain these keys. */
  public static List<Class<?>> mappings() {
    return List.of(
        FleetConfig.class, LocalModeConfig.class, SimulatorConfig.class, ConsoleConfig.class);
  }

  /**
   * Returns the keys from {@code config}, for code that runs before and without the application.
   *
   * @param config whose values were found correct
   */
  public static LocalConfig of(Config config) {
    return of(
        Keys.mapped(config, FleetConfig.class),
        Keys.mapped(config, LocalModeConfig.class),
        Keys.mapped(config, SimulatorConfig.class));
  }

  private static LocalConfig of(
      FleetConfig fleet, LocalModeConfig local, SimulatorConfig simulator) {
    return new LocalConfig(
        fleet.file(),
        local.data(),
        local.clockFactor(),
        local.autostart(),
        local.hosts().orElse(HostNames.NONE),
        simulator.port(),
        simulator.history());
  }

  /** Assembles them in the application. */
  static final class Wiring {
    @Produces
    @Singleton
    LocalConfig keys(FleetConfig fleet, LocalModeConfig local, SimulatorConfig simulator) {
      return of(fleet, local, simulator);
    }
  }
}
