package dev.headroom.cycle.tell;

import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.notify.OutboxId;
import java.util.List;

/**
 * What publishing did.
 *
 * @param handedOver entries that were handed over, those before the asked ones included
 * @param already entries that had been handed over before
 * @param unknown ids that no entry has, or no longer
 * @param deliveries deliveries that were made
 * @param held entries that a group tells of with the next sweep
 * @param failed ids that were not handed over; to be asked for again
 * @param unheard observers that failed to take note of a group
 * @param faults what kept groups from being formed, and what became of their entries; for an
 *     operator, one line each
 */
public record PublishReport(
    int handedOver,
    int already,
    int unknown,
    int deliveries,
    int held,
    List<OutboxId> failed,
    List<SlotObserver.Failure> unheard,
    List<String> faults) {
  public PublishReport {
    failed = List.copyOf(failed);
    unheard = List.copyOf(unheard);
    faults = List.copyOf(faults);
  }

  /** A report of no fault, in which every observer took note. */
  PublishReport(
      int handedOver, int already, int unknown, int deliveries, int held, List<OutboxId> failed) {
    this(handedOver, already, unknown, deliveries, held, failed, List.of(), List.of());
  }
}
