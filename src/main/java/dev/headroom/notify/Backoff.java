package dev.headroom.notify;

import java.time.Duration;
import java.time.Instant;

/** How long to wait between attempts, and when to give up. Pure: random numbers are passed in. */
public final class Backoff {
  /** A delivery that has failed for this long is given up and shown as failed. */
  public static final Duration GIVE_UP_AFTER = Duration.ofDays(2);

  /** A delivery that has been held for this long since it was decided is given up. */
  public static final Duration GIVE_UP_HELD_AFTER = Duration.ofDays(14);

  /** A held delivery is checked at least this often, in case everything else fails. */
  private static final Duration LONGEST_HELD = Duration.ofHours(24);

  private static final Duration FIRST_HOUR = Duration.ofHours(1);

  /** With jitter and a full timeout of the attempt, attempts are at most 60 s apart. */
  private static final double LONGEST_IN_FIRST_HOUR_SECONDS = 40;

  private static final double LONGEST_LATER_SECONDS = 900;

  private Backoff() {}

  /**
   * Returns the wait after a failed attempt: about 1, 2, 4, 8, 16, 32, then 40 seconds in the first
   * hour; after that longer and longer up to 15 minutes.
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

  /** Returns whether a delivery that failed again is no longer retried. */
  public static boolean givesUp(Duration sinceFirst) {
    return sinceFirst.compareTo(GIVE_UP_AFTER) >= 0;
  }

  /** Returns when to check again a delivery that is held because its target accepts nothing. */
  public static Instant heldUntil(Instant createdAt, Instant now) {
    Instant look = now.plus(LONGEST_HELD);
    Instant end = createdAt.plus(GIVE_UP_HELD_AFTER);
    return look.isBefore(end) ? look : end;
  }

  /** Returns whether a held delivery is given up. */
  public static boolean givesUpHeld(Instant createdAt, Instant now) {
    return !createdAt.plus(GIVE_UP_HELD_AFTER).isAfter(now);
  }
}
