package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The input of an org job's function: a batch of its queue, or a scheduler's tick. */
@RegisterForReflection
public class OrgJobEvent extends SQSEvent {
  private static final long serialVersionUID = 1L;

  private @Nullable String time;

  /** Returns the scheduled time of a tick; null for an event of the queue. */
  public @Nullable String getTime() {
    return time;
  }

  public void setTime(@Nullable String time) {
    this.time = time;
  }
}
