package dev.headroom.report;

import java.time.Duration;
import java.time.Instant;

/**
 * A period of the fleet's time.
 *
 * @param from inclusive
 * @param to exclusive, not before {@code from}
 */
public record TimeRange(Instant from, Instant to) {
  public TimeRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
  }

  /** Returns the last {@code length} before {@code end}. */
  public static TimeRange before(Instant end, Duration length) {
    return new TimeRange(end.minus(length), end);
  }

  /**
   * Returns the end of "now" for an org: just after its newest slot if that is ahead of the clock
   * or on it, so that the newest point is always included.
   */
  public static Instant end(Instant now, Instant lastSlot) {
    Instant afterSlot = lastSlot.plusSeconds(1);
    return afterSlot.isAfter(now) ? afterSlot : now;
  }
}
