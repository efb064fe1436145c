package dev.headroom.cycle.tell;

import dev.headroom.notify.Delivery.Status;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The results of delivering.
 *
 * @param counts messages by result; results that did not occur are absent
 */
public record DeliveryReport(Map<Outcome, Integer> counts) {
  public DeliveryReport {
    EnumMap<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
  }

  /** The result for one message. */
  public enum Outcome {
    /** The target accepted it. */
    DELIVERED,
    /** It failed and will be retried. */
    RETRIED,
    /** Held, because the target is parked or disabled. */
    PARKED,
    /** The target cannot accept it; kept with the reason. */
    REJECTED,
    /** Failed for too long; kept with the reason. */
    GIVEN_UP,
    /** Held in vain, because the target wants nothing more or is unknown; kept with the reason. */
    DISABLED,
    /** Not sent: the episode ended before it could be. */
    OVERTAKEN,
    /** A resolve whose opening the target never received: not sent. */
    NOT_NEEDED,
    /** The previous delivery to the same target is not complete. */
    WAITING,
    /** It is not due yet. */
    NOT_DUE,
    /** Another worker is on it. */
    BUSY,
    /** It was already complete. */
    SETTLED,
    /** There is no such delivery. */
    UNKNOWN;

    /** Returns the result of an attempt after which the delivery has {@code status}. */
    static Outcome of(Status status) {
      return switch (status) {
        case PENDING -> RETRIED;
        case PARKED -> PARKED;
        case DELIVERED -> DELIVERED;
        case OVERTAKEN -> OVERTAKEN;
        case NOT_NEEDED -> NOT_NEEDED;
        case REJECTED -> REJECTED;
        case FAILED -> GIVEN_UP;
        case DISABLED -> DISABLED;
      };
    }
  }

  /** Returns a report of one message. */
  public static DeliveryReport of(Outcome outcome) {
    return new DeliveryReport(Map.of(outcome, 1));
  }

  /** Returns the sum of both. */
  public DeliveryReport plus(DeliveryReport other) {
    EnumMap<Outcome, Integer> sum = new EnumMap<>(Outcome.class);
    sum.putAll(counts);
    other.counts.forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
    return new DeliveryReport(sum);
  }
}
