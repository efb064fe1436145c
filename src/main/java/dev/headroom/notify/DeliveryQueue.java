package dev.headroom.notify;

import java.time.Duration;

/** Work for the {@code notify} function: one message a delivery that is due. At least once. */
public interface DeliveryQueue {
  /**
   * Asks for one attempt.
   *
   * @param delay how long the message stays hidden; longer than the queue can hide it, it comes
   *     early, and the delivery's own due time still holds
   */
  void send(OutboxId outbox, TargetId target, Duration delay);
}
