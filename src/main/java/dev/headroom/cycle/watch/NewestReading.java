package dev.headroom.cycle.watch;

import java.time.Instant;
import java.util.Optional;

/** When the fleet's newest reading was made, whichever org it is of. */
public interface NewestReading {
  /**
   * Records a reading at {@code time}; may skip it if one within the last minute was recorded.
   * Never throws when the store fails: the reading then grows old, which is noticed.
   */
  void remember(Instant time);

  /** Returns its time, up to a minute too early; empty if there never was one. */
  Optional<Instant> find();
}
