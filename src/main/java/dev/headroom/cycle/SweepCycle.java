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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int MOST = 500;
  private static final int MOST_AT_START = 10_000;

  private final Departures departures;
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
      Departures departures,
      PublishCycle publish,
      Outbox outbox,
      Deliveries deliveries,
      TargetHealth health,
      FleetStore fleet,
      DeliveryQueue queue,
      InstantSource clock) {
    this.departures = departures;
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
    int departed = departures.resolve();
    PublishReport published =
        publish.sweep(outbox.pending(clock.instant().minus(STREAM_GRACE), MOST));
    int released = release();
    Instant now = clock.instant();
    List<DeliveryRef> toWake = deliveries.toWake(now, MOST);
    for (DeliveryRef ref : toWake) {
      queue.send(ref.outbox(), ref.target(), Duration.ZERO);
      deliveries.wakeLater(ref, now.plus(WAKE_AGAIN));
    }
    return new SweepReport(published, toWake.size(), released, departed);
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
    return new SweepReport(published, woken, 0, 0);
  }

  private static Duration untilFree(Delivery delivery, Instant now) {
    Instant free = delivery.due();
    Instant leasedUntil = delivery.leasedUntil();
    if (leasedUntil != null && leasedUntil.isAfter(free)) {
      free = leasedUntil;
    }
    return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
  }

  /** Deliveries to a target in trouble are due at once when its settings have changed. */
  private int release() {
    Map<TargetId, Target> targets = fleet.settings().targets();
    List<TargetHealth.Trouble> changed =
        health.all().stream()
            .filter(
                trouble -> {
                  Target target = targets.get(trouble.target());
                  return target != null && !target.fingerprint().equals(trouble.fingerprint());
                })
            .toList();
    if (changed.isEmpty()) {
      return 0;
    }
    Set<TargetId> ids =
        changed.stream().map(TargetHealth.Trouble::target).collect(Collectors.toSet());
    Instant now = clock.instant();
    int released = 0;
    for (DeliveryRef ref : deliveries.unsettled(MOST_AT_START)) {
      if (ids.contains(ref.target()) && release(ref, now)) {
        released++;
      }
    }
    changed.forEach(health::forget);
    return released;
  }

  private boolean release(DeliveryRef ref, Instant now) {
    Optional<Delivery> found = deliveries.find(ref);
    if (found.isEmpty()
        || found.get().status() != Delivery.Status.PARKED
        || found.get().isHeld(now)
        || deliveries
            .replaceIfUnchanged(found.get(), found.get().dueAt(now), now.plus(QUEUE_GRACE))
            .isEmpty()) {
      return false;
    }
    queue.send(ref.outbox(), ref.target(), Duration.ZERO);
    return true;
  }
}
