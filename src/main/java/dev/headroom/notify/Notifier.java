package dev.headroom.notify;

import java.time.Instant;

/** Delivers to one kind of target. Adding a kind is one implementation and one list entry. */
public interface Notifier {
  /** Returns the kind that it delivers to. */
  TargetType type();

  /** Returns how fast messages may follow one another to one target of this kind. */
  default Pace pace() {
    return Pace.DEFAULT;
  }

  /**
   * Makes one attempt: one request if the receiver needs only one, no redirect followed, over after
   * {@link Sender#TIMEOUT} at the latest. If there are several requests, each may be repeated.
   * Never throws because of anything that the target does.
   *
   * <p>What is sent of a notification is the same on every attempt, unless what its tenant is shown
   * of users changes. If the target has a dedup key, it is the alert's hash, for a trigger and for
   * its resolve alike.
   *
   * @param at the real time of the attempt
   */
  DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at);
}
