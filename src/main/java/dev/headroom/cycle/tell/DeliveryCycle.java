package dev.headroom.cycle.tell;

import dev.headroom.alert.Episodes;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.Fault;
import dev.headroom.cycle.tell.DeliveryReport.Outcome;
import dev.headroom.cycle.tell.TargetGate.Pass;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Backoff;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.DeliveryVerdict;
import dev.headroom.notify.Lanes;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.Trouble;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at one delivery, if it is its turn: sends first, records afterwards. Messages
 * may come twice, too early or too late.
 *
 * <p>After a crash between the two, the same notification is sent again. A target with a dedup key
 * shows it once; one without may show it twice.
 */
public final class DeliveryCycle {
  /** A message that comes too early by at most this is put back; an earlier one is dropped. */
  static final Duration ALMOST_DUE = Duration.ofSeconds(5);

  private static final int TRIES = 5;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final System.Logger LOG = System.getLogger(DeliveryCycle.class.getName());

  private final Stores stores;
  private final FleetStore fleet;
  private final DeliveryQueue queue;
  private final Sender sender;
  private final SweepTrigger sweep;
  private final InstantSource clock;
  private final RandomGenerator dice;
  private final TargetGate gate;
  private final TargetLane lane;

  /** The stores. */
  public record Stores(
      Outbox outbox, Deliveries deliveries, TargetHealth health, Lanes lanes, Episodes episodes) {}

  /**
   * Uses these ports.
   *
   * @param sweep requested when a target begins or stops accepting messages
   * @param clock real time
   * @param dice for jitter
   */
  public DeliveryCycle(
      Stores stores,
      FleetStore fleet,
      DeliveryQueue queue,
      Sender sender,
      SweepTrigger sweep,
      InstantSource clock,
      RandomGenerator dice) {
    this.stores = stores;
    this.fleet = fleet;
    this.queue = queue;
    this.sender = sender;
    this.sweep = sweep;
    this.clock = clock;
    this.dice = dice;
    this.gate = new TargetGate(stores.health());
    this.lane = new TargetLane(stores.lanes(), sender);
  }

  /** Does what the delivery needs now. Blocks while it sends. */
  public DeliveryReport deliver(DeliveryRef ref) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Delivery> found = stores.deliveries().find(ref);
      if (found.isEmpty()) {
        return DeliveryReport.of(Outcome.UNKNOWN);
      }
      Delivery delivery = found.get();
      if (delivery.status().isSettled()) {
        return DeliveryReport.of(Outcome.SETTLED);
      }
      if (delivery.isHeld(clock.instant())) {
        return DeliveryReport.of(Outcome.BUSY);
      }
      Optional<Outcome> outcome = step(delivery);
      if (outcome.isPresent()) {
        return DeliveryReport.of(outcome.get());
      }
    }
    return DeliveryReport.of(Outcome.BUSY);
  }

  /** Empty if another worker changed the delivery in the meantime. */
  private Optional<Outcome> step(Delivery delivery) {
    Instant now = clock.instant();
    Optional<OutboxEntry> entry = stores.outbox().find(delivery.outbox());
    if (entry.isEmpty()) {
      return settle(
          delivery,
          Status.FAILED,
          false,
          false,
          new Problem("gone", "the transition is no longer kept", now));
    }
    Transition transition = entry.get().transition();
    boolean resolve = transition instanceof Transition.Resolved;
    boolean overtaken = !resolve && isOver(transition);
    Optional<Delivery> before = before(delivery);
    boolean told = isTold(transition, delivery, before);
    if (before.isPresent() && !before.get().status().isSettled()) {
      boolean parked = before.get().status() == Status.PARKED;
      if (resolve || overtaken || parked) {
        // The delivery it waits for may be overtaken as well, long before its own time comes.
        queue.send(before.get().outbox(), before.get().target(), Duration.ZERO);
      }
      return parked
          ? hold(delivery, resolve, told, before.get().problem(), now)
          : Optional.of(Outcome.WAITING);
    }
    if (overtaken) {
      return settle(delivery, Status.OVERTAKEN, false, told, null);
    }
    if (resolve && !told && !delivery.mayHaveBeenReceived()) {
      return settle(delivery, Status.NOT_NEEDED, true, false, null);
    }
    if (delivery.status() == Status.PENDING && delivery.due().isAfter(now)) {
      return Optional.of(notDue(delivery, now));
    }
    return attempt(delivery, entry.get(), told, now);
  }

  private boolean isOver(Transition transition) {
    return stores
        .episodes()
        .find(transition.key(), transition.episode().openedAt())
        .map(record -> !record.episode().isOpen())
        .orElse(false);
  }

  private Optional<Delivery> before(Delivery delivery) {
    OutboxId after = delivery.after();
    return after == null
        ? Optional.empty()
        : stores.deliveries().find(new DeliveryRef(after, delivery.target()));
  }

  /** Whether the target knows, or may know, of this episode before this delivery. */
  private static boolean isTold(
      Transition transition, Delivery delivery, Optional<Delivery> before) {
    if (transition instanceof Transition.Opened || delivery.after() == null) {
      return false;
    }
    // One that is no longer kept may have been received: a superfluous resolve does no harm.
    return before.map(Delivery::told).orElse(true);
  }

  /**
   * The sweeper brings it back when it is due, if no other message does. For a turn, another was
   * sent when it was taken.
   */
  private Outcome notDue(Delivery delivery, Instant now) {
    Duration early = Duration.between(now, delivery.due());
    if (early.compareTo(ALMOST_DUE) <= 0 && delivery.turn() == null) {
      queue.send(delivery.outbox(), delivery.target(), early);
    }
    return Outcome.NOT_DUE;
  }

  private Optional<Outcome> attempt(
      Delivery delivery, OutboxEntry entry, boolean told, Instant now) {
    boolean resolve = entry.transition() instanceof Transition.Resolved;
    Target target = fleet.settings().targets().get(delivery.target());
    if (target == null) {
      return settle(
          delivery,
          Status.DISABLED,
          resolve,
          told,
          new Problem("unknown", "the target is not known", now));
    }
    Decision decision = entry.decision();
    if (decision != null && !decision.mayBeToldTo(target, entry.transition())) {
      // Decided before the manifest gave the target to this tenant.
      return settle(
          delivery,
          Status.DISABLED,
          resolve,
          told,
          new Problem("tenant", "the target belongs to another tenant", now));
    }
    return switch (gate.ask(target, delivery, now)) {
      case Pass.Closed(Trouble trouble) ->
          hold(
              delivery,
              resolve,
              told,
              new Problem(trouble.kind().word(), trouble.reason(), now, trouble.since()),
              now);
      case Pass.Open pass -> attempt(delivery, entry, told, target, pass, now);
    };
  }

  private Optional<Outcome> attempt(
      Delivery delivery,
      OutboxEntry entry,
      boolean told,
      Target target,
      Pass.Open pass,
      Instant now) {
    boolean isLetGo = delivery.status() == Status.PARKED && pass.holding() == null;
    Delivery free = isLetGo ? delivery.afresh() : delivery;
    Instant turn = lane.turn(target, delivery, now);
    if (turn.isAfter(now)) {
      gate.giveBack(pass, turn);
      return wait(delivery, free.waiting(turn), now);
    }
    Optional<Delivery> claimed =
        stores
            .deliveries()
            .replaceIfUnchanged(
                delivery, free.claimed(now), now.plus(Delivery.LEASE).plus(SweepCycle.QUEUE_GRACE));
    if (claimed.isEmpty()) {
      gate.giveBack(pass, now);
      return Optional.empty();
    }
    DeliveryResult result = send(entry, target, now);
    Instant over = clock.instant();
    double jitter = dice.nextDouble();
    boolean parked = learn(target, pass, claimed.get(), result, over, jitter);
    Outcome outcome = record(claimed.get(), entry.transition(), told, result, parked, over, jitter);
    if (parked != (pass.holding() != null) || outcome == Outcome.GIVEN_UP) {
      // Held deliveries are to be released, or an alert about the target is due.
      sweep.ask();
    }
    return Optional.of(outcome);
  }

  /** Leaves a delivery until its turn. Empty if it was changed in the meantime. */
  private Optional<Outcome> wait(Delivery delivery, Delivery waiting, Instant now) {
    return stores
        .deliveries()
        .replaceIfUnchanged(delivery, waiting, SweepCycle.wakeForTurn(waiting.due(), now))
        .map(
            stored -> {
              queue.send(stored.outbox(), stored.target(), Duration.between(now, stored.due()));
              return Outcome.NOT_DUE;
            });
  }

  /**
   * Holds a delivery until its target accepts messages again. Empty if it was changed in the
   * meantime.
   */
  private Optional<Outcome> hold(
      Delivery delivery, boolean resolve, boolean told, @Nullable Problem why, Instant now) {
    Problem problem = why == null ? new Problem("parked", "the previous one is held", now) : why;
    if (Backoff.givesUpHeld(delivery.createdAt(), now)) {
      boolean isDisabled = problem.kind().equals(Trouble.Kind.DISABLED.word());
      return settle(delivery, isDisabled ? Status.DISABLED : Status.FAILED, resolve, told, problem);
    }
    if (delivery.status() == Status.PARKED && delivery.leasedUntil() == null) {
      stores.deliveries().wakeLater(delivery.ref(), Backoff.heldUntil(delivery.createdAt(), now));
      return Optional.of(Outcome.PARKED);
    }
    Delivery held = delivery.held(problem, now);
    return stores
        .deliveries()
        .replaceIfUnchanged(delivery, held, held.due())
        .map(stored -> Outcome.PARKED);
  }

  /**
   * Whether the target is parked. If this fails, the next attempt learns it; the present attempt
   * counts.
   */
  private boolean learn(
      Target target,
      Pass.Open pass,
      Delivery claimed,
      DeliveryResult result,
      Instant over,
      double jitter) {
    try {
      lane.learn(target, result, over);
      return gate.learn(target, pass, claimed, result, over, jitter);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          "what %s says about target %s was not recorded: %s"
              .formatted(claimed.ref(), target.id(), Fault.of(e)),
          Fault.trace(e));
      return pass.holding() != null;
    }
  }

  private DeliveryResult send(OutboxEntry entry, Target target, Instant now) {
    try {
      boolean lenient = fleet.settings().lenient().contains(target.id());
      return sender.send(entry, target, lenient, now);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          "a bug kept %s from %s: %s".formatted(entry.id(), target.id(), Fault.of(e)),
          Fault.trace(e));
      return new DeliveryResult.Retryable(
          RetryKind.BUG, "a fault in Headroom: " + Fault.of(e), null, true);
    }
  }

  private Outcome record(
      Delivery claimed,
      Transition transition,
      boolean told,
      DeliveryResult result,
      boolean parked,
      Instant now,
      double jitter) {
    boolean resolve = transition instanceof Transition.Resolved;
    Delivery held = claimed;
    for (int tries = 0; tries < TRIES; tries++) {
      Delivery changed = DeliveryVerdict.of(held, resolve, told, result, parked, now, jitter);
      Optional<Delivery> stored =
          stores
              .deliveries()
              .replaceIfUnchanged(held, changed, changed.due().plus(SweepCycle.QUEUE_GRACE));
      if (stored.isPresent()) {
        goOn(stored.get(), resolve, now);
        return Outcome.of(changed.status());
      }
      // The lease expired and another worker took over: only a success still counts.
      Optional<Delivery> again = stores.deliveries().find(claimed.ref());
      if (again.isEmpty()
          || again.get().status().isSettled()
          || !(result instanceof DeliveryResult.Accepted)) {
        return Outcome.BUSY;
      }
      held = again.get();
    }
    return Outcome.BUSY;
  }

  /** Ends a delivery without an attempt. Empty if another worker changed it in the meantime. */
  private Optional<Outcome> settle(
      Delivery delivery, Status status, boolean resolve, boolean told, @Nullable Problem problem) {
    Instant now = clock.instant();
    Delivery changed =
        delivery.settled(
            status, !resolve && (told || delivery.mayHaveBeenReceived()), problem, now);
    Optional<Delivery> stored = stores.deliveries().replaceIfUnchanged(delivery, changed, now);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    goOn(stored.get(), resolve, now);
    return Optional.of(Outcome.of(status));
  }

  /** Handles the consequences of what was just stored. */
  private void goOn(Delivery stored, boolean resolve, Instant now) {
    Problem problem = stored.problem();
    if (problem != null) {
      LOG.log(
          Level.WARNING,
          "{0} {1} after {2} attempts ({3}): {4}",
          stored.ref(),
          stored.status().word(),
          stored.attempts(),
          problem.kind(),
          problem.detail());
    }
    if (stored.status() == Status.PARKED) {
      // The sweep releases it.
      return;
    }
    if (stored.status() == Status.PENDING) {
      queue.send(stored.outbox(), stored.target(), Duration.between(now, stored.due()));
      return;
    }
    if (stored.status() == Status.FAILED || stored.status() == Status.REJECTED) {
      giveUp(stored);
    }
    // Whoever links a delivery to this one later finds it complete, and requests its own attempt.
    if (stored.next() != null) {
      queue.send(stored.next(), stored.target(), Duration.ZERO);
    }
    if (stored.after() != null) {
      stores
          .deliveries()
          .forgetAfter(new DeliveryRef(stored.after(), stored.target()), now.plus(KEPT));
    }
    if (resolve) {
      stores.deliveries().forgetAfter(stored.ref(), now.plus(KEPT));
    }
  }

  /** The delivery is stored: a queue that takes nothing keeps nobody else waiting. */
  private void giveUp(Delivery stored) {
    Problem problem = stored.problem();
    String reason = problem == null ? stored.status().word() : problem.detail();
    try {
      queue.giveUp(stored.outbox(), stored.target(), reason);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          "%s was given up, and the dead-letter queue did not take it: %s"
              .formatted(stored.ref(), Fault.of(e)),
          Fault.trace(e));
    }
  }
}
