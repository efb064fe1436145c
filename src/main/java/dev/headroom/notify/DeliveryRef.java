package dev.headroom.notify;

/** Identifies a delivery: the transition and the target. */
public record DeliveryRef(OutboxId outbox, TargetId target) {
  @Override
  public String toString() {
    return outbox + " to " + target;
  }
}
