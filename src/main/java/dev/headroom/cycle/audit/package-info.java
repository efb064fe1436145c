/**
 * Looks at the API access of an org once a day, keeps its posture and tells what is new. Decides
 * nothing of access itself; never changes anything in an org.
 */
@NullMarked
package dev.headroom.cycle.audit;

import org.jspecify.annotations.NullMarked;
