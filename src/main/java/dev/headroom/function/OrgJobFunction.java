package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.headroom.cycle.job.OrgJob;
import org.jspecify.annotations.Nullable;

/** The function of a job that is done per org. */
public interface OrgJobFunction {
  /** Which job. */
  OrgJob job();

  /** Fans a tick out, or works on the records of the job's queue. */
  SQSBatchResponse take(@Nullable OrgJobEvent event);
}
