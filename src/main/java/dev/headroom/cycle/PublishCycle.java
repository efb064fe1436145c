package dev.headroom.cycle;

import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.org.OrgDirectory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands transitions over: decides who is told, makes the deliveries, and asks for their first
 * attempt. Repeats and races change nothing. Entries of one AlertKey are handed over in the order
 * of their commits.
 */
public final class PublishCycle {
  /** A longer tail of entries that were not handed over is left to the sweeper, oldest first. */
  static final int LONGEST_TAIL = 200;

  private static final int TRIES = 5;
  private static final System.Logger LOG = System.getLogger(PublishCycle.class.getName());

  private final Outbox outbox;
  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final DeliveryQueue queue;
  private final InstantSource clock;

  /**
   * A cycle over these ports.
   *
   * @param clock real time
   */
  public PublishCycle(
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      DeliveryQueue queue,
      InstantSource clock) {
    this.outbox = outbox;
    this.fleet = fleet;
    this.directory = directory;
    this.queue = queue;
    this.clock = clock;
  }

  /** Hands over each of {@code ids}. One that fails stops no other. */
  public PublishReport publish(Collection<OutboxId> ids) {
    Counts counts = new Counts();
    for (OutboxId id : ids) {
      try {
        if (!publish(id, counts)) {
          counts.failed.add(id);
        }
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "outbox entry " + id + " was not handed over: " + e.getMessage(), e);
        counts.failed.add(id);
      }
    }
    return counts.report();
  }

  private boolean publish(OutboxId id, Counts counts) {
    Deque<OutboxEntry> tail = new ArrayDeque<>();
    Optional<OutboxEntry> found = outbox.find(id);
    if (found.isEmpty()) {
      counts.unknown++;
      return true;
    }
    if (found.get().handedOver()) {
      counts.already++;
      return true;
    }
    while (found.isPresent() && !found.get().handedOver()) {
      tail.push(found.get());
      if (tail.size() > LONGEST_TAIL) {
        return false;
      }
      OutboxId previous = found.get().previous();
      found = previous == null ? Optional.empty() : outbox.find(previous);
    }
    Decision before = found.map(OutboxEntry::decision).orElse(null);
    for (OutboxEntry entry : tail) {
      Optional<Decision> decided = handOver(entry, before, counts);
      if (decided.isEmpty()) {
        return false;
      }
      before = decided.get();
    }
    return true;
  }

  /** Hands one entry over; empty when others were at it again and again. */
  private Optional<Decision> handOver(OutboxEntry read, @Nullable Decision before, Counts counts) {
    OutboxEntry entry = read;
    for (int tries = 0; tries < TRIES; tries++) {
      Instant now = clock.instant();
      Decision decision = entry.decision();
      if (decision == null) {
        decision =
            Decision.of(
                entry.id(),
                entry.transition(),
                before,
                fleet.settings().routes(),
                directory.find(entry.transition().key().org()));
      }
      List<Delivery> deliveries = decision.deliveries(entry.id(), before, now);
      if (outbox.handOver(entry, decision, deliveries, now)) {
        counts.handedOver++;
        counts.deliveries += deliveries.size();
        deliveries.forEach(d -> queue.send(d.outbox(), d.target(), Duration.ZERO));
        return Optional.of(decision);
      }
      Optional<OutboxEntry> again = outbox.find(entry.id());
      if (again.isEmpty() || again.get().handedOver()) {
        counts.already++;
        return again.map(OutboxEntry::decision);
      }
      entry = again.get();
    }
    return Optional.empty();
  }

  private static final class Counts {
    private int handedOver;
    private int already;
    private int unknown;
    private int deliveries;
    private final List<OutboxId> failed = new ArrayList<>();

    PublishReport report() {
      return new PublishReport(handedOver, already, unknown, deliveries, failed);
    }
  }
}
