package dev.headroom.limits;

import java.util.OptionalDouble;

/**
 * One limit's two numbers as the org gave them.
 *
 * @param max the allocation, 0 to {@link #LARGEST}; 0 means not provisioned, {@link #UNLIMITED} no
 *     cap
 * @param remaining what is left; negative when the org is over its entitlement
 */
public record Reading(long max, long remaining) {
  /** What Salesforce writes for "no cap" ({@code HourlyDashboardStatuses}). */
  public static final long UNLIMITED = 999_999_999L;

  /**
   * The largest whole number that JSON readers agree on, 2^53 - 1; beyond it a reply is rubbish.
   */
  public static final long LARGEST = (1L << 53) - 1;

  public Reading {
    if (max < 0 || max > LARGEST || remaining > LARGEST || remaining < -LARGEST) {
      throw new IllegalArgumentException(
          "max " + max + ", remaining " + remaining + " out of range");
    }
  }

  /** What has been used of {@code max}: may exceed it. */
  public static Reading ofUsed(long used, long max) {
    return new Reading(max, max - used);
  }

  /** {@code max - remaining}, also for a limit that is not provisioned. */
  public long used() {
    return max - remaining;
  }

  /** The feature is off, or the app has no quota of its own: nothing to watch. */
  public boolean isNotProvisioned() {
    return max == 0;
  }

  public boolean isUncapped() {
    return max == UNLIMITED;
  }

  /**
   * Used per cent of max, not rounded, over 100 when over; empty when there is nothing to divide
   * by.
   */
  public OptionalDouble usedPercent() {
    return isNotProvisioned() || isUncapped()
        ? OptionalDouble.empty()
        : OptionalDouble.of(used() * 100.0 / max);
  }
}
