/**
 * Judges readings: thresholds, levels with hysteresis, episodes and their transitions.
 *
 * <p>Decides what is a problem, how bad it is and when it is over; never who is notified. {@link
 * dev.headroom.alert.AlertStates} is the port to the store and defines the commit protocol's
 * contract.
 */
@NullMarked
package dev.headroom.alert;

import org.jspecify.annotations.NullMarked;
