package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.Fault;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.Muting;
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
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands over transitions: decides on the targets, creates the deliveries, and requests their first
 * attempt. Repeats and races change nothing. Entries of one AlertKey are handed over in the order
 * of their commits.
 */
public final class PublishCycle {
  /**
   * A longer chain of entries that were not handed over is left to the sweeper, which starts with
   * the oldest.
   */
  static final int LONGEST_TAIL = 200;

  private static final int TRIES = 5;
  private static final System.Logger LOG = System.getLogger(PublishCycle.class.getName());

  private final Outbox outbox;
  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final DeliveryQueue queue;
  private final MassEvents groups;
  private final InstantSource clock;
  private final @Nullable ActiveMutes mutes;

  /** Creates a cycle without mutes. */
  public PublishCycle(
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      DeliveryQueue queue,
      MassEvents groups,
      InstantSource clock) {
    this(outbox, fleet, directory, queue, groups, clock, null);
  }

  /**
   * Uses these ports.
   *
   * @param clock real time
   * @param mutes null if nothing is ever muted
   */
  public PublishCycle(
      Outbox outbox,
      FleetStore fleet,
      OrgDirectory directory,
      DeliveryQueue queue,
      MassEvents groups,
      InstantSource clock,
      @Nullable ActiveMutes mutes) {
    this.mutes = mutes;
    this.outbox = outbox;
    this.fleet = fleet;
    this.directory = directory;
    this.queue = queue;
    this.groups = groups;
    this.clock = clock;
  }

  /** Hands over each of {@code ids}. A failure of one does not stop the others. */
  public PublishReport publish(Collection<OutboxId> ids) {
    return publish(ids, false);
  }

  /** The same for leftovers: what a group held back is sent now. */
  PublishReport sweep(Collection<OutboxId> ids) {
    return publish(ids, true);
  }

  private PublishReport publish(Collection<OutboxId> ids, boolean sweeping) {
    Counts counts = new Counts();
    List<OutboxEntry> ofGroups = new ArrayList<>();
    for (OutboxId id : ids) {
      attempt(
          id,
          counts,
          () -> {
            Optional<OutboxEntry> entry = outbox.find(id);
            if (entry.isPresent() && !entry.get().handedOver() && MassEvents.concern(entry.get())) {
              ofGroups.add(entry.get());
              return true;
            }
            return publish(entry, counts);
          });
    }
    if (!ofGroups.isEmpty()) {
      publishGrouped(ofGroups, sweeping, counts);
    }
    return counts.report();
  }

  /** Those that may be grouped come last: they may wait a moment for others. */
  private void publishGrouped(List<OutboxEntry> entries, boolean sweeping, Counts counts) {
    MassEvents.Plan plan;
    try {
      plan = groups.plan(groups.gather(entries, sweeping, clock.instant()), sweeping, muting());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "groups of silent orgs were not formed: " + Fault.of(e), Fault.trace(e));
      withoutGroups(entries, Fault.of(e), counts);
      return;
    }
    counts.held += plan.held().size();
    counts.unheard.addAll(plan.unheard());
    plan.grouped()
        .forEach(
            (entry, group) ->
                attempt(entry.id(), counts, () -> handOverGrouped(entry, group, counts)));
    for (OutboxEntry entry : plan.alone()) {
      attempt(entry.id(), counts, () -> publish(outbox.find(entry.id()), counts));
    }
  }

  private boolean handOverGrouped(OutboxEntry entry, @Nullable AlertKey group, Counts counts) {
    Decision before = before(entry);
    Decision grouped =
        Decision.grouped(
            entry.id(),
            entry.transition(),
            group,
            before,
            fleet.settings().targets(),
            directory.find(entry.transition().key().org()));
    return handOver(entry, before, grouped, counts).isPresent();
  }

  /**
   * Sends separately what has waited long enough for groups that cannot be formed; the others are
   * requested again. What ends or eases an episode that a group reported is left to the group.
   */
  private void withoutGroups(List<OutboxEntry> entries, String fault, Counts counts) {
    Set<OutboxId> late;
    try {
      late = groups.waitedLongEnough(clock.instant());
    } catch (RuntimeException | Error e) {
      entries.forEach(entry -> counts.failed.add(entry.id()));
      counts.faults.add("groups of silent orgs were not formed: " + fault);
      return;
    }
    int alone = 0;
    for (OutboxEntry entry : entries) {
      if (!late.contains(entry.id())) {
        counts.failed.add(entry.id());
      } else if (entry.transition() instanceof Transition.Opened && groups.hasTold(entry)) {
        attempt(entry.id(), counts, () -> handOverGrouped(entry, null, counts));
      } else {
        attempt(
            entry.id(),
            counts,
            () -> isTellable(entry) && publish(outbox.find(entry.id()), counts));
        alone++;
      }
    }
    counts.faults.add(
        "groups of silent orgs were not formed: %s; %d of %d entries were sent separately"
            .formatted(fault, alone, entries.size()));
  }

  /** Whether anyone would learn of {@code entry} without its group. */
  private boolean isTellable(OutboxEntry entry) {
    if (entry.transition() instanceof Transition.Opened
        || entry.transition() instanceof Transition.Escalated) {
      return true;
    }
    Decision before = before(entry);
    return before != null && !before.targets().isEmpty();
  }

  private @Nullable Decision before(OutboxEntry entry) {
    OutboxId previous = entry.previous();
    return previous == null ? null : outbox.find(previous).map(OutboxEntry::decision).orElse(null);
  }

  private Muting muting() {
    return mutes == null ? Muting.NONE : mutes.now();
  }

  private static void attempt(OutboxId id, Counts counts, BooleanSupplier handOver) {
    try {
      if (!handOver.getAsBoolean()) {
        counts.failed.add(id);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "outbox entry " + id + " was not handed over: " + e.getMessage(), e);
      counts.failed.add(id);
    }
  }

  private boolean publish(Optional<OutboxEntry> entry, Counts counts) {
    Deque<OutboxEntry> tail = new ArrayDeque<>();
    Optional<OutboxEntry> found = entry;
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
    for (OutboxEntry one : tail) {
      Optional<Decision> decided = handOver(one, before, null, counts);
      if (decided.isEmpty()) {
        return false;
      }
      before = decided.get();
    }
    return true;
  }

  /**
   * Hands over one entry; empty if others kept changing it.
   *
   * @param made what is decided if nothing is yet; null to decide by the routes
   */
  private Optional<Decision> handOver(
      OutboxEntry read, @Nullable Decision before, @Nullable Decision made, Counts counts) {
    OutboxEntry entry = read;
    for (int tries = 0; tries < TRIES; tries++) {
      Instant now = clock.instant();
      Decision decision = entry.decision() == null ? made : entry.decision();
      if (decision == null) {
        decision =
            Decision.of(
                entry.id(),
                entry.transition(),
                before,
                fleet.settings().routes(),
                fleet.settings().targets(),
                directory.find(entry.transition().key().org()),
                muting());
      }
      if (mutes != null && !decision.muted().isEmpty()) {
        // First: an entry that counts as handed over and waits nowhere would never be sent.
        mutes.waiting().withhold(entry.transition().key(), entry.id());
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
    private int held;
    private final List<SlotObserver.Failure> unheard = new ArrayList<>();
    private final List<OutboxId> failed = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    PublishReport report() {
      return new PublishReport(
          handedOver, already, unknown, deliveries, held, failed, unheard, faults);
    }
  }
}
