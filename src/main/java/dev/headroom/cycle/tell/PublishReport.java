package dev.headroom.cycle.tell;

import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.notify.OutboxId;
import java.util.List;

/**
 * The results of publishing.
 *
 * @param handedOver entries that were handed over, including those before the requested ones
 * @param already entries that had been handed over before
 * @param unknown ids that no entry has, or no longer has
 * @param deliveries deliveries that were created
 * @param held entries that a group reports with the next sweep
 * @param failed ids that were not handed over; to be requested again
 * @param unheard observers that failed for a group
 * @param faults what prevented groups, and what became of their entries; for an operator, one line
 *     each
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

  /** Creates a report without faults and without failed observers. */
  PublishReport(
      int handedOver, int already, int unknown, int deliveries, int held, List<OutboxId> failed) {
    this(handedOver, already, unknown, deliveries, held, failed, List.of(), List.of());
  }
}
