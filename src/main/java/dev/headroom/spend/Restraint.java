package dev.headroom.spend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that limits how often Headroom calls an org.
 *
 * @param spend the counted calls of the last day with one; null if none was ever counted
 * @param pause the last one that was ordered and not withdrawn; null if none
 * @param movement how its limits have moved; null if that is not known, as for an org that is read
 *     at a fixed interval
 */
public record Restraint(
    @Nullable Spend spend, Breaker breaker, @Nullable Pause pause, @Nullable Movement movement) {
  /** Nothing limits the calls. */
  public static final Restraint NONE = new Restraint(null, Breaker.CLOSED, null, null);

  /** Returns the same with these calls. */
  public Restraint with(Spend counted) {
    return new Restraint(counted, breaker, pause, movement);
  }

  /** Returns the same with this breaker. */
  public Restraint with(Breaker other) {
    return new Restraint(spend, other, pause, movement);
  }

  /** Returns the same with this pause; null withdraws it. */
  public Restraint paused(@Nullable Pause ordered) {
    return new Restraint(spend, breaker, ordered, movement);
  }

  /** Returns the same with this movement; null forgets it. */
  public Restraint moved(@Nullable Movement next) {
    return new Restraint(spend, breaker, pause, next);
  }

  /** Returns true if the org is paused at {@code time}. */
  public boolean isPausedAt(Instant time) {
    return pause != null && pause.holdsAt(time);
  }

  /** Returns the calls of the day of {@code at}. */
  public Spend spendOn(Instant at) {
    return spend == null ? Spend.none(at, SpendRule.DEFAULT_CAP) : spend.on(at);
  }

  /** Returns the same with its last slot put back. */
  public Restraint putBack(Instant slot) {
    return new Restraint(
        spend == null ? null : spend.putBack(slot),
        breaker.putBack(slot),
        pause,
        movement == null ? null : movement.putBack(slot));
  }
}
