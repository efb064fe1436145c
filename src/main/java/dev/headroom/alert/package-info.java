/**
 * Judges readings: thresholds, levels with hysteresis, episodes and their transitions.
 *
 * <p>Decides what is a problem, how bad it is and when it is over; never who is told. {@link
 * dev.headroom.alert.AlertStates} is the port to the store and holds the commit protocol's
 * contract.
 */
@NullMarked
package dev.headroom.alert;

import org.jspecify.annotations.NullMarked;
