package dev.headroom.limits;

import java.util.OptionalDouble;

/**
 * One limit's two numbers as the org gave them.
 *
 * @param max the allocation, 0 to {@link #LARGEST}; 0 means not provisioned, {@link #UNLIMITED} no
 *     cap
 * @param remaining what is left; negative if the org is over its entitlement
 */
public record Reading(long max, long remaining) {
  /** Salesforce's value for "no cap" ({@code HourlyDashboardStatuses}). */
  public static final long UNLIMITED = 999_999_999L;

  /**
   * The largest whole number that JSON readers agree on, 2^53 - 1; a reply with a larger one is
   * invalid.
   */
  public static final long LARGEST = (1L << 53) - 1;

  public Reading {
    if (max < 0 || max > LARGEST || remaining > LARGEST || remaining < -LARGEST) {
      throw new IllegalArgumentException(
          "max " + max + ", remaining " + remaining + " out of range");
    }
  }

  /** Returns a reading with {@code used} of {@code max}; used may exceed max. */
  public static Reading ofUsed(long used, long max) {
    return new Reading(max, max - used);
  }

  /** Returns {@code max - remaining}, also for a limit that is not provisioned. */
  public long used() {
    return max - remaining;
  }

  /** Whether the feature is off, or the app has no quota of its own: there is nothing to watch. */
  public boolean isNotProvisioned() {
    return max == 0;
  }

  public boolean isUncapped() {
    return max == UNLIMITED;
  }

  /**
   * Returns used as a percentage of max, not rounded, over 100 when over it; empty if there is
   * nothing to divide by.
   */
  public OptionalDouble usedPercent() {
    return isNotProvisioned() || isUncapped()
        ? OptionalDouble.empty()
        : OptionalDouble.of(used() * 100.0 / max);
  }
}
