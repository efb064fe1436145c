package dev.headroom.local;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The keys of local mode. */
@Singleton
public class LocalConfig {
  private final Optional<Path> fleet;
  private final Optional<Path> data;
  private final OptionalDouble clockFactor;
  private final boolean autostart;
  private final int simulatorPort;

  LocalConfig(
      @ConfigProperty(name = "headroom.fleet") Optional<Path> fleet,
      @ConfigProperty(name = "headroom.local.data") Optional<Path> data,
      @ConfigProperty(name = "headroom.local.clock-factor") OptionalDouble clockFactor,
      @ConfigProperty(name = "headroom.local.autostart", defaultValue = "true") boolean autostart,
      @ConfigProperty(name = "headroom.simulator.port", defaultValue = "8089") int simulatorPort) {
    this.fleet = fleet;
    this.data = data;
    this.clockFactor = clockFactor;
    this.autostart = autostart;
    this.simulatorPort = simulatorPort;
  }

  /** The manifest of the fleet to watch; without it, a simulated fleet is watched. */
  public Optional<Path> fleet() {
    return fleet;
  }

  /** The folder that keeps the data between runs; without it they live in memory. */
  public Optional<Path> data() {
    return data;
  }

  /**
   * Fleet seconds a real second, above 0. By default 1 with a manifest, and 360 without: a
   * simulated hour passes in ten seconds.
   */
  public OptionalDouble clockFactor() {
    return clockFactor;
  }

  /** Whether ticks, history and the stream start by themselves; tests turn it off. */
  public boolean autostart() {
    return autostart;
  }

  /** The simulated Salesforce's port; 0 is any free one. */
  public int simulatorPort() {
    return simulatorPort;
  }
}
