/**
 * Plays Salesforce for a fleet of orgs over real HTTP: logins, limits with exact rolling accounting
 * of scripted traffic, and errors and faults on demand.
 *
 * <p>Everything that an org shows is a function of the fleet's time, the calls made to it and the
 * switches set under {@code /_sim/}. It knows nothing of the program that watches it: local mode
 * and tests wire and start it, and no Lambda artifact contains it.
 */
@NullMarked
package dev.headroom.local.simulator;

import org.jspecify.annotations.NullMarked;
