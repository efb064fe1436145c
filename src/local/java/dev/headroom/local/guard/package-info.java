/**
 * Who may make requests to local mode: requests for one of its own hosts, changes from its own
 * pages or from no page at all, and beyond this machine only with the token of this start. A page
 * of another site that is open in the operator's browser can change nothing.
 */
@NullMarked
package dev.headroom.local.guard;

import org.jspecify.annotations.NullMarked;
