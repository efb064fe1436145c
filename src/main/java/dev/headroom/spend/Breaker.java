package dev.headroom.spend;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spares an org that gives no readings. After the n-th consecutive failure at most {@code
 * min(2^(n-1) - 1, 6)} slots are skipped; then one reading is tried (half-open). A good one closes
 * the breaker.
 *
 * @param failures consecutive failed readings
 * @param skipped slots skipped since the last of them
 * @param failedAt the slot of the last of them; null if there was none
 */
public record Breaker(int failures, int skipped, @Nullable Instant failedAt) {
  /** No reading has failed. */
  public static final Breaker CLOSED = new Breaker(0, 0, null);

  /** The most slots skipped after one failure. */
  public static final int MAX_SKIPPED = 6;

  private static final Duration OF_LATE = Duration.ofHours(1);

  /** A higher count makes no difference. */
  private static final int MANY = 99;

  /** Returns how many slots may be skipped after the last failure. */
  public int allowed() {
    return failures == 0 ? 0 : Math.min((1 << Math.min(failures - 1, 5)) - 1, MAX_SKIPPED);
  }

  /** Returns true if {@code slot} is to be skipped. */
  public boolean skips(Instant slot, Duration interval) {
    Instant next = nextAttempt(interval);
    return next != null && skipped < allowed() && slot.isBefore(next);
  }

  /** Returns the slot of the next attempt, at the latest; null if the breaker is closed. */
  public @Nullable Instant nextAttempt(Duration interval) {
    return failedAt == null || failures == 0
        ? null
        : failedAt.plus(interval.multipliedBy(allowed() + 1L));
  }

  /** Returns the breaker after a failed reading at {@code slot}. */
  public Breaker failed(Instant slot) {
    return new Breaker(Math.min(failures + 1, MANY), 0, slot);
  }

  /**
   * Returns the breaker after a good reading at {@code slot}; a failure within the last hour is
   * remembered.
   */
  public Breaker closed(Instant slot) {
    return hasFailedOfLate(slot) ? new Breaker(0, 0, failedAt) : CLOSED;
  }

  /** Returns true if a reading within an hour before {@code slot} failed. */
  public boolean hasFailedOfLate(Instant slot) {
    return failedAt != null && failedAt.plus(OF_LATE).isAfter(slot);
  }

  /** Returns the breaker after a skipped slot. */
  public Breaker skippedOne() {
    return new Breaker(failures, skipped + 1, failedAt);
  }

  /** Returns the same breaker with its time put back to {@code slot}. */
  public Breaker putBack(Instant slot) {
    return failedAt != null && failedAt.isAfter(slot) ? new Breaker(failures, skipped, slot) : this;
  }
}
