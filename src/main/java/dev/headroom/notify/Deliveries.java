package dev.headroom.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores deliveries. Only {@link Outbox#handOver} creates them. All times are real time. */
public interface Deliveries {
  /** Returns the delivery, read consistently; empty if there is none or it has expired. */
  Optional<Delivery> find(DeliveryRef ref);

  /** Returns the deliveries of an entry by their targets, without expired ones. */
  List<Delivery> of(OutboxId outbox);

  /**
   * Replaces {@code before} by {@code changed} if nobody has changed it since.
   *
   * @param changed one revision on; its {@code next} is not written
   * @param wakeAt when the sweeper is to check it, unless it is complete
   * @return what is stored now, with its present {@code next}: whoever links one to it later finds
   *     it complete; empty if it was changed, and then nothing was written
   */
  Optional<Delivery> replaceIfUnchanged(Delivery before, Delivery changed, Instant wakeAt);

  /**
   * Returns incomplete deliveries that the sweeper is to check by {@code now}, longest overdue
   * first.
   */
  List<DeliveryRef> toWake(Instant now, int most);

  /** Returns incomplete deliveries, however far off they are, the nearest first. */
  List<DeliveryRef> unsettled(int most);

  /** Makes the sweeper check an incomplete delivery at {@code wakeAt} and not before. */
  void wakeLater(DeliveryRef ref, Instant wakeAt);

  /** Keeps a complete delivery only until {@code time}; without this it is kept forever. */
  void forgetAfter(DeliveryRef ref, Instant time);

  /**
   * Returns deliveries that a person should know about, the newest trouble first: parked, rejected,
   * failed and disabled ones.
   */
  List<Delivery> troubled(int most);
}
