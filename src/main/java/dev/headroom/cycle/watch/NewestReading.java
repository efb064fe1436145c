package dev.headroom.cycle.watch;

import java.time.Instant;
import java.util.Optional;

/** When the fleet's newest reading was had, whatever org it is of. */
public interface NewestReading {
  /**
   * Remembers that one was had at {@code time}; may leave it out when one of the last minute was
   * remembered. Never throws for a store that fails: the reading then grows old, which is told.
   */
  void remember(Instant time);

  /** When it was had, at most a minute too early; empty when there never was one. */
  Optional<Instant> find();
}
