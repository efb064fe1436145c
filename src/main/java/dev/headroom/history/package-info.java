/**
 * The time series: one packed sample per org and slot, the hours and days that they come to, and
 * series of one limit read back from both.
 *
 * <p>Owns the packed formats and their dictionary of names. {@link
 * dev.headroom.history.UsageHistory} and {@link dev.headroom.history.RollupStore} are the ports to
 * the store.
 */
@NullMarked
package dev.headroom.history;

import org.jspecify.annotations.NullMarked;
