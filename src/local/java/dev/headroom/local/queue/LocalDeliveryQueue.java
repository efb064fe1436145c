package dev.headroom.local.queue;

import dev.headroom.function.NotifyFunction;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.sqs.DeliveryBodies;
import io.quarkus.logging.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The delivery queue in this process: one lane per target, so that a slow one delays no other. */
@Singleton
@Alternative
@Priority(1)
public class LocalDeliveryQueue implements DeliveryQueue {
  private static final int DELIVERIES_AT_ONCE_PER_TARGET = 8;

  private final DeliveryBodies bodies;
  private final InProcessQueue queue;

  public LocalDeliveryQueue(DeliveryBodies bodies, Instance<NotifyFunction> notify) {
    this.bodies = bodies;
    this.queue =
        new InProcessQueue(DELIVERIES_AT_ONCE_PER_TARGET, body -> deliver(notify.get(), body));
  }

  private static boolean deliver(NotifyFunction function, String body) {
    try {
      return SqsEvents.isSettled(function.notify(SqsEvents.of(body)));
    } catch (RuntimeException | Error e) {
      Log.error("notify failed; its message comes again", e);
      return false;
    }
  }

  @Override
  public void send(OutboxId outbox, TargetId target, Duration delay) {
    queue.send(target.value(), bodies.write(outbox, target), delay);
  }

  /** Waits for what is being processed; what was not begun is left. */
  public void close() {
    queue.close();
  }
}
