/**
 * Shared adapter support: sending to SQS with its batches and its partial failures, and what
 * becomes of bodies that cannot be read.
 */
@NullMarked
package dev.headroom.sqs;

import org.jspecify.annotations.NullMarked;
