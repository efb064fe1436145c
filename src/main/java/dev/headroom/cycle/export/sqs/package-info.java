/** Messages of the export queue, on SQS. */
@NullMarked
package dev.headroom.cycle.export.sqs;

import org.jspecify.annotations.NullMarked;
