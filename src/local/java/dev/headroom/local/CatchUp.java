package dev.headroom.local;

import dev.headroom.cycle.tell.SweepCycle;
import dev.headroom.cycle.watch.StaleOrgs;
import dev.headroom.local.clock.DemoClock;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a start does about the time before it. */
@Singleton
final class CatchUp {
  private final Demo demo;
  private final DemoPast past;
  private final DemoClock clock;
  private final InstantSource real;
  private final SweepCycle sweep;
  private final StaleOrgs stale;
  private final FleetSlots slots;

  CatchUp(
      Demo demo,
      DemoPast past,
      DemoClock clock,
      InstantSource real,
      SweepCycle sweep,
      StaleOrgs stale,
      FleetSlots slots) {
    this.demo = demo;
    this.past = past;
    this.clock = clock;
    this.real = real;
    this.sweep = sweep;
    this.stale = stale;
    this.slots = slots;
  }

  /** Finishes what was left undone, then reads the fleet. */
  void run() throws InterruptedException {
    sweep.resume();
    Optional<Instant> newest = slots.newest();
    boolean simulated = demo.fleet().isPresent();
    if (simulated && newest.isEmpty()) {
      past.read();
    } else if (simulated) {
      newest.filter(slot -> slot.isAfter(real.instant())).ifPresent(clock::standAt);
    } else {
      int healed = stale.healAll();
      if (healed > 0) {
        Log.warnf("%d orgs had slots ahead of the clock and are read again from now on", healed);
      }
    }
    Instant now = clock.instant();
    if (simulated && !now.isAfter(demo.start())) {
      clock.standAt(now);
    }
    slots.readAll(now);
  }

  void stop() {
    past.stop();
  }
}
