/**
 * Readings for the metric stores that a team has: what is exported, under which names, and what of
 * it is too old. Never zero in place of what is unknown. Called by {@code cycle.export}; each store
 * has a folder of its own.
 */
@NullMarked
package dev.headroom.export;

import org.jspecify.annotations.NullMarked;
