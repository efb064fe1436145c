package dev.headroom.http;

import java.time.Duration;

/** A moment, on the machine's monotonic clock, by which several steps together must be done. */
public final class Deadline {
  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** Returns the moment {@code time} from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Returns the time left; zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /** Returns whether it has passed. */
  public boolean hasPassed() {
    return remaining().isZero();
  }
}
