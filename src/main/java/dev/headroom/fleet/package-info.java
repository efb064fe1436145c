/**
 * The complete desired state that the manifest describes: tenants, orgs, policies, targets and
 * routes; what applying it would change; and the port {@link dev.headroom.fleet.FleetStore} that
 * stores it.
 */
@NullMarked
package dev.headroom.fleet;

import org.jspecify.annotations.NullMarked;
