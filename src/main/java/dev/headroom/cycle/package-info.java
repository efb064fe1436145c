/**
 * The work of each function as plain code over the ports, one folder per job. Each job returns a
 * report of what it did; a failure for one org or one target is in the report and does not stop the
 * others.
 */
@NullMarked
package dev.headroom.cycle;

import org.jspecify.annotations.NullMarked;
