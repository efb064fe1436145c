package dev.headroom.spend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps Headroom from calling an org whenever it could.
 *
 * @param spend the counted calls of the last day with one; null when none was ever counted
 * @param pause the last one that was ordered and not taken back; null for none
 */
public record Restraint(@Nullable Spend spend, Breaker breaker, @Nullable Pause pause) {
  /** Nothing keeps it. */
  public static final Restraint NONE = new Restraint(null, Breaker.CLOSED, null);

  /** The same with these calls. */
  public Restraint with(Spend counted) {
    return new Restraint(counted, breaker, pause);
  }

  /** The same with this breaker. */
  public Restraint with(Breaker other) {
    return new Restraint(spend, other, pause);
  }

  /** The same with this pause; null takes it back. */
  public Restraint paused(@Nullable Pause ordered) {
    return new Restraint(spend, breaker, ordered);
  }

  /** Returns true if the org is paused at {@code time}. */
  public boolean isPausedAt(Instant time) {
    return pause != null && pause.holdsAt(time);
  }

  /** The calls of the day of {@code at}. */
  public Spend spendOn(Instant at) {
    return spend == null ? Spend.none(at, SpendRule.DEFAULT_CAP) : spend.on(at);
  }

  /** The same with a last slot that was put back. */
  public Restraint putBack(Instant slot) {
    return new Restraint(spend == null ? null : spend.putBack(slot), breaker.putBack(slot), pause);
  }
}
