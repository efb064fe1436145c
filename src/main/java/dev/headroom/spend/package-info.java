/**
 * How many calls Headroom itself may make to an org: the day's budget of counted calls, the breaker
 * that spares a failing org, and pauses that a person ordered.
 *
 * <p>Everything here is a decision over values. The slot is the only clock; a day is one of GMT.
 */
@NullMarked
package dev.headroom.spend;

import org.jspecify.annotations.NullMarked;
