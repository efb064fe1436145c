package dev.headroom.notify;

import java.time.Duration;

/** Work for the {@code notify} function: one message per due delivery, at least once. */
public interface DeliveryQueue {
  /**
   * Requests one attempt.
   *
   * @param delay how long the message stays hidden; if that is longer than the queue can hide it,
   *     it comes early, and the delivery's own due time still applies
   */
  void send(OutboxId outbox, TargetId target, Duration delay);

  /**
   * Puts a delivery that is given up where a person looks for such: on the dead-letter queue, if
   * there is one. The delivery itself stays stored with its reason.
   *
   * @param reason for a person; no secret
   */
  default void giveUp(OutboxId outbox, TargetId target, String reason) {}
}
