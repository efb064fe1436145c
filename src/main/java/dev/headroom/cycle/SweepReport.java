package dev.headroom.cycle;

/**
 * What a sweep did.
 *
 * @param published what was found not handed over, and what became of it
 * @param woken deliveries that were asked for again
 * @param released deliveries that were held for a target whose trouble is over
 * @param departed alerts that were resolved because their org left the fleet
 */
public record SweepReport(PublishReport published, int woken, int released, int departed) {}
