package dev.headroom.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps deliveries. They come to be by {@link Outbox#handOver} alone. All times are real. */
public interface Deliveries {
  /** The delivery, read consistently; empty when there is none or it is of the past. */
  Optional<Delivery> find(DeliveryRef ref);

  /** The deliveries of an entry by their targets; without those of the past. */
  List<Delivery> of(OutboxId outbox);

  /**
   * Puts {@code changed} in the place of {@code before} if nobody changed it since.
   *
   * @param changed one revision on; its {@code next} is not written
   * @param wakeAt when the sweeper is to look at it, unless it is settled
   * @return what is stored now, with the {@code next} that it has at this moment: whoever links one
   *     to it later finds it settled; empty when it was changed, and then nothing was written
   */
  Optional<Delivery> replaceIfUnchanged(Delivery before, Delivery changed, Instant wakeAt);

  /** Unsettled deliveries that the sweeper is to look at by {@code now}, longest overdue first. */
  List<DeliveryRef> toWake(Instant now, int most);

  /** Unsettled deliveries, however far off they are, the nearest first. */
  List<DeliveryRef> unsettled(int most);

  /** Lets the sweeper look at an unsettled delivery at {@code wakeAt} and not before. */
  void wakeLater(DeliveryRef ref, Instant wakeAt);

  /** Keeps a settled delivery until {@code time} only; without this it is kept for good. */
  void forgetAfter(DeliveryRef ref, Instant time);

  /**
   * Deliveries that a person should know of, the newest trouble first: parked, rejected, failed and
   * disabled ones.
   */
  List<Delivery> troubled(int most);
}
