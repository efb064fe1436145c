package dev.headroom.local.web;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of the fleet's time.
 *
 * @param from inclusive
 * @param to exclusive, not before {@code from}
 */
record TimeRange(Instant from, Instant to) {
  TimeRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
  }

  /** The last {@code length} before {@code end}. */
  static TimeRange before(Instant end, Duration length) {
    return new TimeRange(end.minus(length), end);
  }

  /**
   * The end of "now" for an org: just after its newest slot where that lies ahead of the clock or
   * on it, so that the newest point is always inside.
   */
  static Instant end(Instant now, Instant lastSlot) {
    Instant afterSlot = lastSlot.plusSeconds(1);
    return afterSlot.isAfter(now) ? afterSlot : now;
  }
}
