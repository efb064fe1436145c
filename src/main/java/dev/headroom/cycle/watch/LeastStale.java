package dev.headroom.cycle.watch;

import java.time.Duration;

/**
 * The shortest age, in the fleet's time, at which an org may be called stale. Zero where the
 * fleet's clock is the real one.
 */
public record LeastStale(Duration age) {
  /** No age is too short. */
  public static final LeastStale ANY = new LeastStale(Duration.ZERO);

  private static final long REAL_SECONDS = 30;

  /** For a clock on which {@code factor} seconds pass in a real one: 30 real seconds. */
  public static LeastStale atFactor(double factor) {
    return factor <= 1
        ? ANY
        : new LeastStale(Duration.ofSeconds((long) Math.ceil(REAL_SECONDS * factor)));
  }
}
