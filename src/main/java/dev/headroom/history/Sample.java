package dev.headroom.history;

import dev.headroom.limits.Snapshot;
import java.time.Instant;

/**
 * An org's limits in one slot.
 *
 * @param slot the scheduled time, rounded down to the org's interval; whole seconds
 */
public record Sample(Instant slot, Snapshot snapshot) {}
