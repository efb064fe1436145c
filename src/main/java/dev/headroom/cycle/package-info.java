/**
 * The work of each function as plain code over the ports, one folder a job. Each returns a report
 * of what it did; what failed for one org or one target is in the report and stops no other.
 */
@NullMarked
package dev.headroom.cycle;

import org.jspecify.annotations.NullMarked;
