/**
 * What a limit is and what one reading of an org says.
 *
 * <p>Decides when a reading has a percentage, when a limit is not provisioned or has no cap, and
 * what to make of an answer that is not a reading. {@link dev.headroom.limits.LimitsSource} is the
 * port to the orgs.
 */
@NullMarked
package dev.headroom.limits;

import org.jspecify.annotations.NullMarked;
