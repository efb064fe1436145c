/** Poll messages on SQS. */
@NullMarked
package dev.headroom.cycle.poll.sqs;

import org.jspecify.annotations.NullMarked;
