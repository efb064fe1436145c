/**
 * Hands the readings that {@code poll} committed over to the metric stores: collected after each
 * commit, sent as messages at the end of a poll, shipped by {@code export}. Decides nothing about
 * alerts, and reads no table again.
 */
@NullMarked
package dev.headroom.cycle.export;

import org.jspecify.annotations.NullMarked;
