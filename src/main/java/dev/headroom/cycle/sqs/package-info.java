/** Poll messages on SQS. */
@NullMarked
package dev.headroom.cycle.sqs;

import org.jspecify.annotations.NullMarked;
