package dev.headroom.notify;

import java.time.Instant;

/** Delivers to one kind of target. Adding a kind is one implementation and one list entry. */
public interface Notifier {
  /** The kind that it delivers to. */
  TargetType type();

  /**
   * Makes one attempt: one request where the receiver can do with one, no redirect followed, over
   * after {@link Sender#TIMEOUT} at the latest. Of several requests each may be repeated. Never
   * throws for anything that the target does.
   *
   * <p>What is sent of a notification is the same on every attempt. Where the target knows a dedup
   * key, it is the alert's hash, of a trigger and of its resolve alike.
   *
   * @param at the real time of the attempt
   */
  DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at);
}
