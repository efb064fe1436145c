/**
 * The time series: one packed sample per org and slot, and series of one limit read back from them.
 *
 * <p>Owns the packed format and its dictionary of names. {@link dev.headroom.history.UsageHistory}
 * is the port to the store.
 */
@NullMarked
package dev.headroom.history;

import org.jspecify.annotations.NullMarked;
