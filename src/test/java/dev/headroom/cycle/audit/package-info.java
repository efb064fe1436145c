/** Tests of the audit of API access. */
@NullMarked
package dev.headroom.cycle.audit;

import org.jspecify.annotations.NullMarked;
