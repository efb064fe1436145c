package dev.headroom.cycle.tell;

import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Picks up what a lost message, a crash or a stopped stream left behind. What it finds may already
 * be in progress: asking twice changes nothing.
 */
public final class SweepCycle {
  /** An entry this old was missed by the stream, or is just late: either way it is handed over. */
  static final Duration STREAM_GRACE = Duration.ofSeconds(5);

  /** A delivery due this long ago has lost its message, or waits in a long queue. */
  static final Duration QUEUE_GRACE = Duration.ofSeconds(5);

  /** How long a delivery that was requested again is left alone. */
  static final Duration WAKE_AGAIN = Duration.ofSeconds(30);

  /** The longest time for which a queue hides a message. */
  private static final Duration LONGEST_HIDDEN = Duration.ofMinutes(15);

  /** How long before a far turn its message is sent: a sweep and a bit. */
  private static final Duration BEFORE_TURN = Duration.ofSeconds(90);

  private static final int MOST = 500;
  private static final int MAX_AT_START = 10_000;

  private final List<Lookout> lookouts;
  private final PublishCycle publish;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final TargetSweep targets;
  private final DeliveryQueue queue;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param clock real time
   */
  public SweepCycle(
      List<Lookout> lookouts,
      PublishCycle publish,
      DeliveryCycle.Stores stores,
      FleetStore fleet,
      TargetAlerts alerts,
      DeliveryQueue queue,
      InstantSource clock) {
    this.lookouts = List.copyOf(lookouts);
    this.publish = publish;
    this.outbox = stores.outbox();
    this.deliveries = stores.deliveries();
    this.targets = new TargetSweep(fleet, stores.health(), deliveries, alerts);
    this.queue = queue;
    this.clock = clock;
  }

  /** Runs one tick: at most 500 entries and 500 deliveries, the oldest first. */
  public SweepReport sweep() {
    List<String> failed = new ArrayList<>();
    int judged = lookouts.stream().mapToInt(lookout -> look(lookout, failed)).sum();
    PublishReport published =
        publish.sweep(outbox.pending(clock.instant().minus(STREAM_GRACE), MOST));
    Instant now = clock.instant();
    int released = targets.sweep(now, ref -> wake(ref, now));
    List<DeliveryRef> toWake = deliveries.toWake(now, MOST);
    toWake.forEach(ref -> wake(ref, now));
    return new SweepReport(published, toWake.size(), released, judged, failed);
  }

  /** A failing lookout keeps no delivery waiting. */
  private static int look(Lookout lookout, List<String> failed) {
    try {
      Lookout.Report report = lookout.look();
      report.unheard().forEach(failure -> failed.add(failure.toString()));
      return report.changed();
    } catch (RuntimeException | Error e) {
      failed.add(lookout.getClass().getSimpleName() + ": " + e);
      return 0;
    }
  }

  /**
   * Runs once at the start of a process whose queue is in memory: requests what was not handed
   * over, and every incomplete delivery at the time when it is due.
   */
  public SweepReport resume() {
    Instant now = clock.instant();
    PublishReport published = publish.sweep(outbox.pending(now, MAX_AT_START));
    int woken = 0;
    for (DeliveryRef ref : deliveries.unsettled(MAX_AT_START)) {
      Optional<Delivery> delivery = deliveries.find(ref);
      if (delivery.isPresent() && !delivery.get().status().isSettled()) {
        queue.send(ref.outbox(), ref.target(), untilFree(delivery.get(), now));
        woken++;
      }
    }
    return new SweepReport(published, woken, 0, 0, List.of());
  }

  private static Duration untilFree(Delivery delivery, Instant now) {
    Instant free = delivery.due();
    Instant leasedUntil = delivery.leasedUntil();
    if (leasedUntil != null && leasedUntil.isAfter(free)) {
      free = leasedUntil;
    }
    return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
  }

  /**
   * Returns when a delivery that waits for its turn is to be woken: before a turn so far away that
   * no queue hides a message until then, otherwise after it, in case its message was lost.
   */
  static Instant wakeForTurn(Instant turn, Instant now) {
    return turn.isAfter(now.plus(LONGEST_HIDDEN))
        ? turn.minus(BEFORE_TURN)
        : turn.plus(QUEUE_GRACE);
  }

  /** A message for a turn that is near comes at its time; any other at once. */
  private void wake(DeliveryRef ref, Instant now) {
    Duration delay =
        deliveries
            .find(ref)
            .filter(delivery -> delivery.turn() != null)
            .map(delivery -> untilFree(delivery, now))
            .orElse(Duration.ZERO);
    queue.send(ref.outbox(), ref.target(), delay);
    deliveries.wakeLater(ref, now.plus(delay).plus(WAKE_AGAIN));
  }
}
