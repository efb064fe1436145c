/** The function {@code attribute}: event log files become days of usage. */
@NullMarked
package dev.headroom.cycle.attribute;

import org.jspecify.annotations.NullMarked;
