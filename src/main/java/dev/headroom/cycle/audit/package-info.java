/**
 * Reads an org's API access once a day, stores its posture and reports what is new. It decides
 * nothing about access itself and never changes anything in an org.
 */
@NullMarked
package dev.headroom.cycle.audit;

import org.jspecify.annotations.NullMarked;
