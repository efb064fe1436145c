package dev.headroom.function;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** The event of {@code publish}: a batch of the state table's stream, or a scheduler's tick. */
@RegisterForReflection
public class PublishEvent extends DynamodbEvent {
  private static final long serialVersionUID = 1L;

  private @Nullable String time;

  /** Returns the scheduled instant of a tick; null in a stream event. */
  public @Nullable String getTime() {
    return time;
  }

  public void setTime(@Nullable String time) {
    this.time = time;
  }
}
