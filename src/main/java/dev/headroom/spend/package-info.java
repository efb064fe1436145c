/**
 * How much Headroom itself may ask of an org: the day's budget of counted calls, the breaker that
 * spares an org that fails, and a pause that somebody ordered.
 *
 * <p>Everything here is a decision over values. The slot is the only clock; a day is one of GMT.
 */
@NullMarked
package dev.headroom.spend;

import org.jspecify.annotations.NullMarked;
