package dev.headroom.alert;

import java.time.Duration;

/**
 * How fast use may rise. Use has jumped if a reading is above every reading of the time before it,
 * and above the lowest of them by so many points of max.
 *
 * @param points percentage points of max, above 0 to 100
 * @param within the time before, {@link #SHORTEST} to {@link #LONGEST}; older readings do not count
 * @param severity attention or escalation
 */
public record Jump(double points, Duration within, Severity severity) {
  /** Readings are not closer together. */
  public static final Duration SHORTEST = Duration.ofMinutes(5);

  /** Every reading in that time is kept in the org's state. */
  public static final Duration LONGEST = Duration.ofHours(1);

  public Jump {
    if (!(points > 0 && points <= 100) || !fits(within) || severity == Severity.EXHAUSTED) {
      throw new IllegalArgumentException(
          "points %s, within %s, severity %s do not make a jump"
              .formatted(points, within, severity));
    }
  }

  /** Returns whether {@code within} is from {@link #SHORTEST} to {@link #LONGEST}. */
  public static boolean fits(Duration within) {
    return within.compareTo(SHORTEST) >= 0 && within.compareTo(LONGEST) <= 0;
  }
}
