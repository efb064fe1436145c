/**
 * Metrics as lines of the log, in CloudWatch's embedded metric format: CloudWatch extracts them, no
 * call is made.
 */
@NullMarked
package dev.headroom.cycle.watch.emf;

import org.jspecify.annotations.NullMarked;
