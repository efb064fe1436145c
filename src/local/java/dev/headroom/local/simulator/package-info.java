/**
 * Plays Salesforce for a fleet of orgs over real HTTP: logins, limits with exact rolling accounting
 * of scripted traffic, errors and faults on demand.
 *
 * <p>Everything an org shows is a function of the fleet's time, of the calls that were made to it
 * and of the switches that were thrown under {@code /_sim/}. It knows nothing of the program that
 * watches it: it is wired and started by local mode and by tests, and is in no Lambda artifact.
 */
@NullMarked
package dev.headroom.local.simulator;

import org.jspecify.annotations.NullMarked;
