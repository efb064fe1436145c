/** The queues of local mode, in this process, with SQS's manners. */
@NullMarked
package dev.headroom.local.queue;

import org.jspecify.annotations.NullMarked;
