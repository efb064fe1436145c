package dev.headroom.local;

import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.local.simulator.DemoFleet;
import dev.headroom.local.simulator.Simulator;
import dev.headroom.report.ManageReport;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The fleet that is watched from the start: that of a manifest, or a simulated one. */
@Singleton
final class FleetAtStart {
  private final LocalConfig config;
  private final Demo demo;
  private final DemoClock clock;
  private final InstantSource real;
  private final ManageCycle manage;
  private final RequestGuard guard;
  private final int httpPort;
  private volatile Optional<Simulator> simulator = Optional.empty();

  FleetAtStart(
      LocalConfig config,
      Demo demo,
      DemoClock clock,
      InstantSource real,
      ManageCycle manage,
      RequestGuard guard,
      @ConfigProperty(name = "quarkus.http.port") int httpPort) {
    this.config = config;
    this.demo = demo;
    this.clock = clock;
    this.real = real;
    this.manage = manage;
    this.guard = guard;
    this.httpPort = httpPort;
  }

  /** Puts the fleet into the store; a simulated one can be read from now on. */
  void begin() {
    if (demo.fleet().isPresent()) {
      simulate(demo.fleet().get());
    } else {
      config.fleet().ifPresent(file -> FleetFile.apply(file, manage, System.out));
    }
  }

  private void simulate(DemoFleet fleet) {
    Simulator started =
        new Simulator(fleet.orgs(), clock, real, config.simulatorPort(), guard.hosts());
    try {
      started.start();
    } catch (IOException e) {
      throw new StartException(Port.taken(LocalKeys.SIMULATOR_PORT, config.simulatorPort()));
    }
    simulator = Optional.of(started);
    ManageReport applied =
        manage.run(
            ManageCycle.Action.APPLY,
            fleet.manifest(started.port(), httpPort),
            LocalUser.by("demo"),
            true);
    if (!applied.violations().isEmpty()) {
      throw new IllegalStateException("the demo's manifest is invalid: " + applied.violations());
    }
  }

  /** Returns whether the fleet is that of deployed stacks, which is only shown. */
  boolean isElsewhere() {
    return demo.isElsewhere();
  }

  boolean isSimulated() {
    return demo.fleet().isPresent();
  }

  /** Returns the simulated orgs, once they exist. */
  Simulator simulator() {
    return simulator.orElseThrow();
  }

  void end() {
    simulator.ifPresent(Simulator::close);
  }
}
