package dev.headroom.function;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Refuses times that lie too far ahead. A slot is the only clock for judging: once one is
 * completed, everything before it is past, and an org with a slot in another year would not be read
 * until then.
 */
public final class FarTimes {
  /** How far ahead of the fleet's clock a time may lie. */
  static final Duration MAX_AHEAD = Duration.ofDays(1);

  private final InstantSource clock;

  /**
   * Refuses times too far ahead of this clock.
   *
   * @param clock the fleet's clock
   */
  public FarTimes(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns whether {@code time} is refused. */
  boolean isFar(Instant time) {
    return time.isAfter(clock.instant().plus(MAX_AHEAD));
  }
}
