/**
 * Views for people and for the JSON API, made from states, alerts and series: the fleet, an org,
 * its limits. Decides the one status word that is shown.
 */
@NullMarked
package dev.headroom.report;

import org.jspecify.annotations.NullMarked;
