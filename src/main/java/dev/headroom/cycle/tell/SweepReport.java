package dev.headroom.cycle.tell;

import java.util.List;

/**
 * The results of a sweep.
 *
 * @param published what was not handed over yet, and what became of it
 * @param woken deliveries that were requested again
 * @param released deliveries that were held for a target whose trouble is over
 * @param judged alerts that were changed without a reading, and orgs that were put back to the
 *     clock
 * @param failed lookouts and observers that failed, with what they threw
 */
public record SweepReport(
    PublishReport published, int woken, int released, int judged, List<String> failed) {
  public SweepReport {
    failed = List.copyOf(failed);
  }
}
