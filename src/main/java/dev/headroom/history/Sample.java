package dev.headroom.history;

import dev.headroom.limits.Snapshot;
import java.time.Instant;

/**
 * What an org's limits were in one slot.
 *
 * @param slot the scheduled time, floored to the org's interval; whole seconds
 */
public record Sample(Instant slot, Snapshot snapshot) {}
