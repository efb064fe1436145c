package dev.headroom.alert;

import org.jspecify.annotations.Nullable;

/**
 * An allocation of daily API requests that differs from the one that was last told or settled.
 *
 * @param before the settled one, in calls in 24 hours
 * @param seen what the last whole reading had instead; null if only a reply that is not a whole
 *     reading differed
 */
public record AllocationMemory(long before, @Nullable Long seen) {}
