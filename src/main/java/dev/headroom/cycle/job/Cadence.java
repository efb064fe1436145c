package dev.headroom.cycle.job;

import dev.headroom.org.Org;
import java.time.Duration;

/** How often an org has a turn. */
@FunctionalInterface
public interface Cadence {
  /** The time between two turns: whole hours, 1 to 24, that divide a day. */
  Duration of(Org org);

  /** Returns the same time for every org. */
  static Cadence every(Duration time) {
    return org -> time;
  }
}
