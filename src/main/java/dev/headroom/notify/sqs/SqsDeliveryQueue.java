package dev.headroom.notify.sqs;

import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.sqs.QueuesConfig;
import dev.headroom.sqs.SqsSender;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The delivery queue on SQS, which hides a message for at most 15 minutes. */
@ApplicationScoped
public class SqsDeliveryQueue implements DeliveryQueue {
  private static final int MAX_DELAY_SECONDS = 900;

  private final SqsClient sqs;
  private final QueuesConfig config;
  private final DeliveryBodies bodies;
  private final DeadLetters deadLetters;

  public SqsDeliveryQueue(
      SqsClient sqs, QueuesConfig config, DeliveryBodies bodies, DeadLetters deadLetters) {
    this.sqs = sqs;
    this.config = config;
    this.bodies = bodies;
    this.deadLetters = deadLetters;
  }

  @Override
  public void send(OutboxId outbox, TargetId target, Duration delay) {
    long seconds = delay.plusMillis(999).toSeconds();
    new SqsSender(sqs, config.notification(), "headroom.queues.notification")
        .send(
            List.of(bodies.write(outbox, target)),
            (int) Math.max(0, Math.min(MAX_DELAY_SECONDS, seconds)));
  }

  @Override
  public void giveUp(OutboxId outbox, TargetId target, String reason) {
    if (deadLetters.exist()) {
      deadLetters.send(outbox + " to " + target, bodies.write(outbox, target), reason);
    }
  }
}
