package dev.headroom.cycle.watch;

import java.time.Duration;

/**
 * The shortest age, in the fleet's time, at which an org may be called stale. Zero if the fleet's
 * clock is the real one.
 */
public record LeastStale(Duration age) {
  /** Any age counts. */
  public static final LeastStale ANY = new LeastStale(Duration.ZERO);

  private static final long REAL_SECONDS = 30;

  /** Returns 30 real seconds for a clock that runs {@code factor} times as fast. */
  public static LeastStale atFactor(double factor) {
    return factor <= 1
        ? ANY
        : new LeastStale(Duration.ofSeconds((long) Math.ceil(REAL_SECONDS * factor)));
  }
}
