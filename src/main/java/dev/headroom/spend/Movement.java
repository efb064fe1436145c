package dev.headroom.spend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the limits of an org whose interval is adaptive have last moved.
 *
 * @param at the last slot at which a limit rose notably, beyond Headroom's own calls; null if none
 *     did for long enough
 * @param counted Headroom's own calls of the day as of the last reading, which contains them
 */
public record Movement(@Nullable Instant at, int counted) {
  /** Returns the same with its time put back to {@code slot}. */
  Movement putBack(Instant slot) {
    return at != null && at.isAfter(slot) ? new Movement(slot, counted) : this;
  }
}
