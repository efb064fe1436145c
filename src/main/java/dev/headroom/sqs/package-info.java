/**
 * Shared adapter support: sending to SQS with its batches and partial failures, and the treatment
 * of bodies that cannot be read.
 */
@NullMarked
package dev.headroom.sqs;

import org.jspecify.annotations.NullMarked;
