package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a transition was judged on.
 *
 * @param slot the slot of the reading: the only clock of judging
 * @param usedPercent used per cent of max, not rounded; null when the limit has no cap or is no
 *     longer provisioned, which ends a problem
 * @param reading the numbers; null when the org refused the call as exhausted and none were ever
 *     known
 * @param foresight what is foreseen
 */
public record Evidence(
    Instant slot, @Nullable Double usedPercent, @Nullable Reading reading, Foresight foresight) {
  /** Evidence of which nothing is foreseen. */
  public Evidence(Instant slot, @Nullable Double usedPercent, @Nullable Reading reading) {
    this(slot, usedPercent, reading, Foresight.BLIND);
  }

  /** A reading, judged as it stands. */
  public static Evidence of(Instant slot, Reading reading, Foresight foresight) {
    return new Evidence(
        slot,
        reading.usedPercent().isPresent() ? reading.usedPercent().getAsDouble() : null,
        reading,
        foresight);
  }

  /** A reading of which nothing is foreseen. */
  public static Evidence of(Instant slot, Reading reading) {
    return of(slot, reading, Foresight.BLIND);
  }

  /** The exhaustion that is foreseen; null when there is none. */
  public Foresight.@Nullable Exhaustion exhaustion() {
    return foresight instanceof Foresight.Exhaustion e ? e : null;
  }
}
