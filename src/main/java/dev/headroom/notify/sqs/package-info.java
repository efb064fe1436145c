/** Deliveries on SQS. */
@NullMarked
package dev.headroom.notify.sqs;

import org.jspecify.annotations.NullMarked;
