package dev.headroom.notify;

import java.time.Duration;
import java.time.Instant;

/** How long to wait between attempts, and when to give up. Pure: the dice are thrown by others. */
public final class Backoff {
  /** A delivery that failed for this long is given up and shown as failed. */
  public static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

  /** A delivery that was held for this long since it was decided on is given up. */
  public static final Duration GIVE_UP_HELD_AFTER = Duration.ofDays(14);

  /** A delivery that is held is looked at as often as this, should everything else fail. */
  private static final Duration LONGEST_HELD = Duration.ofHours(24);

  private static final Duration FIRST_HOUR = Duration.ofHours(1);

  /** With jitter and a full timeout of the attempt, 60 s lie between two attempts at most. */
  private static final double LONGEST_IN_FIRST_HOUR_SECONDS = 40;

  private static final double LONGEST_LATER_SECONDS = 900;

  private Backoff() {}

  /**
   * The wait after an attempt that failed: about 1, 2, 4, 8, 16, 32, then 40 seconds in the first
   * hour; after it longer and longer up to 15 minutes.
   *
   * @param failures how many attempts failed, 1 or more
   * @param sinceFirst time since the first attempt
   * @param dice 0 inclusive to 1 exclusive; the wait is 0.8 to 1.1 times its nominal length
   */
  public static Duration delay(int failures, Duration sinceFirst, double dice) {
    double nominal =
        sinceFirst.compareTo(FIRST_HOUR) < 0
            ? Math.min(Math.scalb(1.0, Math.min(failures - 1, 30)), LONGEST_IN_FIRST_HOUR_SECONDS)
            : Math.min(sinceFirst.toSeconds() / 8.0, LONGEST_LATER_SECONDS);
    return Duration.ofMillis(Math.round(nominal * (0.8 + 0.3 * dice) * 1000));
  }

  /** Whether a delivery that failed again is not tried any more. */
  public static boolean givesUp(Duration sinceFirst) {
    return sinceFirst.compareTo(GIVE_UP_AFTER) >= 0;
  }

  /** When to look next at a delivery that is held since its target takes nothing. */
  public static Instant heldUntil(Instant createdAt, Instant now) {
    Instant look = now.plus(LONGEST_HELD);
    Instant end = createdAt.plus(GIVE_UP_HELD_AFTER);
    return look.isBefore(end) ? look : end;
  }

  /** Whether a delivery is held no longer, but given up. */
  public static boolean givesUpHeld(Instant createdAt, Instant now) {
    return !createdAt.plus(GIVE_UP_HELD_AFTER).isAfter(now);
  }
}
