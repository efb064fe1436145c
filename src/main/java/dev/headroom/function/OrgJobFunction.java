package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.headroom.cycle.job.OrgJob;
import org.jspecify.annotations.Nullable;

/** The function of a job that runs for each org. */
public interface OrgJobFunction {
  /** Returns which job it is. */
  OrgJob job();

  /** Fans a tick out, or works on the records of the job's queue. */
  SQSBatchResponse take(@Nullable OrgJobEvent event);
}
