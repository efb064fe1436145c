package dev.headroom.cycle;

import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Picks up what a lost message, a crash or a stopped stream left behind. What it finds may be under
 * way all the same: asking twice changes nothing.
 */
public final class SweepCycle {
  /** An entry this old has been missed by the stream, or is just late: either way it is told. */
  static final Duration STREAM_GRACE = Duration.ofSeconds(5);

  /** A delivery due this long ago has lost its message, or waits in a long queue. */
  static final Duration QUEUE_GRACE = Duration.ofSeconds(5);

  /** How long a delivery that was asked for again is left alone. */
  static final Duration WAKE_AGAIN = Duration.ofSeconds(30);

  /** So many deliveries are asked for at a trial: the first that can be tried is the trial. */
  private static final int MOST_AT_TRIAL = 20;

  private static final int MOST = 500;
  private static final int MOST_AT_START = 10_000;

  private final List<Lookout> lookouts;
  private final PublishCycle publish;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final TargetHealth health;
  private final FleetStore fleet;
  private final DeliveryQueue queue;
  private final InstantSource clock;

  /**
   * A cycle over these ports.
   *
   * @param clock real time
   */
  public SweepCycle(
      List<Lookout> lookouts,
      PublishCycle publish,
      Outbox outbox,
      Deliveries deliveries,
      TargetHealth health,
      FleetStore fleet,
      DeliveryQueue queue,
      InstantSource clock) {
    this.lookouts = List.copyOf(lookouts);
    this.publish = publish;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.health = health;
    this.fleet = fleet;
    this.queue = queue;
    this.clock = clock;
  }

  /** One tick: at most 500 entries and 500 deliveries, the oldest first. */
  public SweepReport sweep() {
    List<String> failed = new ArrayList<>();
    int judged = lookouts.stream().mapToInt(lookout -> look(lookout, failed)).sum();
    PublishReport published =
        publish.sweep(outbox.pending(clock.instant().minus(STREAM_GRACE), MOST));
    int released = tendTargets(clock.instant());
    Instant now = clock.instant();
    List<DeliveryRef> toWake = deliveries.toWake(now, MOST);
    toWake.forEach(ref -> wake(ref, now));
    return new SweepReport(published, toWake.size(), released, judged, failed);
  }

  /** One that fails keeps no delivery waiting. */
  private static int look(Lookout lookout, List<String> failed) {
    try {
      return lookout.look();
    } catch (RuntimeException e) {
      failed.add(lookout.getClass().getSimpleName() + ": " + e);
      return 0;
    }
  }

  /**
   * Once at the start of a process whose queue lives in memory: what was not handed over, and every
   * delivery that is not settled, at the time that it is due.
   */
  public SweepReport resume() {
    Instant now = clock.instant();
    PublishReport published = publish.sweep(outbox.pending(now, MOST_AT_START));
    int woken = 0;
    for (DeliveryRef ref : deliveries.unsettled(MOST_AT_START)) {
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

  private void wake(DeliveryRef ref, Instant now) {
    queue.send(ref.outbox(), ref.target(), Duration.ZERO);
    deliveries.wakeLater(ref, now.plus(WAKE_AGAIN));
  }

  /**
   * Lets go what was held for targets whose trouble is over, or was one of other settings, and
   * begins the trials that are due. Without trouble nothing else is read.
   *
   * @return how many deliveries were let go
   */
  private int tendTargets(Instant now) {
    Map<TargetId, Target> targets = fleet.settings().targets();
    List<Trouble> over = new ArrayList<>();
    List<Trouble> due = new ArrayList<>();
    for (Trouble trouble : health.all()) {
      Target target = targets.get(trouble.target());
      if (target == null || !trouble.isOf(target)) {
        over.add(trouble);
      } else if (trouble.isTrialDue(now)) {
        due.add(trouble);
      }
    }
    if (over.isEmpty() && due.isEmpty()) {
      return 0;
    }
    Map<TargetId, List<DeliveryRef>> waiting =
        deliveries.unsettled(MOST_AT_START).stream()
            .collect(Collectors.groupingBy(DeliveryRef::target));
    int released = 0;
    for (Trouble trouble : over) {
      List<DeliveryRef> held = waiting.getOrDefault(trouble.target(), List.of());
      held.forEach(ref -> wake(ref, now));
      health.forget(trouble);
      released += held.size();
    }
    for (Trouble trouble : due) {
      List<DeliveryRef> held = waiting.getOrDefault(trouble.target(), List.of());
      held.stream().limit(MOST_AT_TRIAL).forEach(ref -> wake(ref, now));
      if (held.isEmpty() && trouble.resumed()) {
        // Nothing is there to try it with: the next message tells.
        health.forget(trouble);
      }
    }
    return released;
  }
}
