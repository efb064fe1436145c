/**
 * Local mode: everything in one process, with no account and no other installation. Ticks instead
 * of EventBridge, in-process queues instead of SQS, the embedded database's stream instead of a
 * Lambda mapping; the functions and cycles are the same as in the Lambda artifact.
 */
@NullMarked
package dev.headroom.local;

import org.jspecify.annotations.NullMarked;
