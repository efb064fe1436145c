package dev.headroom.notify;

import dev.headroom.alert.Transition;
import java.time.Instant;
import java.util.List;

/** The four ports of telling over one store, and what a test needs to see of it. */
public interface NotifyStore extends Outbox, Deliveries, TargetHealth, Lanes {
  /** Commits a transition, as a poll would, at this real time. */
  OutboxId append(Transition transition, Instant at);

  /** Every delivery, by its entry's version. */
  List<Delivery> deliveries();

  /** Whether a delivery will be dropped at some time. */
  boolean isForgotten(DeliveryRef ref);
}
