/**
 * Shared adapter support: sending to SQS with its batches and its partial failures, and bodies that
 * cannot be read.
 */
@NullMarked
package dev.headroom.sqs;

import org.jspecify.annotations.NullMarked;
