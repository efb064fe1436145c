package dev.headroom.local;

import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.config.LocalConfig;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** The days of a simulated fleet before its stories begin. */
@Singleton
final class DemoPast {
  /** How much of the simulated fleet's history is polled. */
  private static final Duration POLLED = Duration.ofDays(2);

  private final LocalConfig config;
  private final Demo demo;
  private final DemoHistory history;
  private final DemoClock clock;
  private final FleetSlots slots;
  private final FleetAtStart fleet;
  private volatile boolean stopping;

  DemoPast(
      LocalConfig config,
      Demo demo,
      DemoHistory history,
      DemoClock clock,
      FleetSlots slots,
      FleetAtStart fleet) {
    this.config = config;
    this.demo = demo;
    this.history = history;
    this.clock = clock;
    this.slots = slots;
    this.fleet = fleet;
  }

  /**
   * Reads the last two days, more coarsely the longer ago, through the real poll on a clock that
   * jumps; older days are written.
   */
  void read() throws InterruptedException {
    Instant start = demo.start();
    Instant begin = start.minus(config.simulatorHistory());
    Instant slot = start.minus(POLLED);
    history.write(fleet.simulator(), slots.orgs(), begin, slot);
    boolean first = true;
    while (slot.isBefore(start) && !stopping) {
      clock.standAt(slot);
      slots.readAll(slot);
      slots.awaitRead();
      if (first) {
        history.settle(slot);
        first = false;
      }
      Duration age = Duration.between(slot, start);
      int minutes =
          age.compareTo(Duration.ofHours(24)) > 0
              ? 30
              : age.compareTo(Duration.ofHours(6)) > 0 ? 15 : 5;
      slot = slot.plus(Duration.ofMinutes(minutes));
    }
    clock.standAt(start);
    Log.infof("history since %s is read", begin);
  }

  void stop() {
    stopping = true;
  }
}
