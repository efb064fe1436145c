/** The queues of local mode, in this process, which behave like SQS. */
@NullMarked
package dev.headroom.local.queue;

import org.jspecify.annotations.NullMarked;
