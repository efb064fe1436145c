package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What the function of an org's job gets: a batch of its queue, or a scheduler's tick. */
@RegisterForReflection
public class OrgJobEvent extends SQSEvent {
  private static final long serialVersionUID = 1L;

  private @Nullable String time;

  /** The scheduled instant of a tick; null in an event of the queue. */
  public @Nullable String getTime() {
    return time;
  }

  public void setTime(@Nullable String time) {
    this.time = time;
  }
}
