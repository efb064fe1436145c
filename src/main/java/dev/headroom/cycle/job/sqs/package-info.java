/** Turns of orgs on SQS. */
@NullMarked
package dev.headroom.cycle.job.sqs;

import org.jspecify.annotations.NullMarked;
