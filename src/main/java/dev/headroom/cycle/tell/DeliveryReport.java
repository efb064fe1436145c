package dev.headroom.cycle.tell;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What delivering did.
 *
 * @param counts messages by what came of each; what did not happen is absent
 */
public record DeliveryReport(Map<Outcome, Integer> counts) {
  public DeliveryReport {
    EnumMap<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
  }

  /** What came of one message. */
  public enum Outcome {
    /** The target took it. */
    DELIVERED,
    /** Failed; tried again later. */
    RETRIED,
    /** Held, because the target is parked or disabled. */
    PARKED,
    /** The target cannot take it; kept with the reason. */
    REJECTED,
    /** Failed for too long; kept with the reason. */
    GIVEN_UP,
    /**
     * Held in vain because the target wants nothing more, or is not known; kept with the reason.
     */
    DISABLED,
    /** Not sent: the episode was over before it could be. */
    OVERTAKEN,
    /** A resolve of which the target never heard the beginning: not sent. */
    NOT_NEEDED,
    /** The one before it to the same target is not settled. */
    WAITING,
    /** Its time has not come. */
    NOT_DUE,
    /** Another worker is at it. */
    BUSY,
    /** It was settled before. */
    SETTLED,
    /** There is no such delivery. */
    UNKNOWN
  }

  /** A report of one message. */
  public static DeliveryReport of(Outcome outcome) {
    return new DeliveryReport(Map.of(outcome, 1));
  }

  /** Both together. */
  public DeliveryReport plus(DeliveryReport other) {
    EnumMap<Outcome, Integer> sum = new EnumMap<>(Outcome.class);
    sum.putAll(counts);
    other.counts.forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
    return new DeliveryReport(sum);
  }
}
