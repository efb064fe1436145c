package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.TargetJudge;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Test messages: an alert that says that it is a test, opened for one target, sent on the way of
 * every alert, and resolved once its opening has arrived.
 */
public final class TestFires implements Lookout {
  /** A test that does not arrive is resolved after this time. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  /** How often a process looks for tests that another one opened. */
  static final Duration EVERY = Duration.ofMinutes(5);

  private static final int TRIES = 8;

  private final AlertStates states;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final SlotObservers observers;
  private final InstantSource clock;
  private final AtomicReference<Instant> nextLook = new AtomicReference<>(Instant.MIN);

  /**
   * Uses these ports.
   *
   * @param observers called after every commit
   * @param clock the fleet's
   */
  public TestFires(
      AlertStates states,
      Outbox outbox,
      Deliveries deliveries,
      SlotObservers observers,
      InstantSource clock) {
    this.states = states;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.observers = observers;
    this.clock = clock;
  }

  /** Opens a test for each of {@code targets} that has none open. */
  public void fire(Collection<TargetId> targets) {
    for (int tries = 0; tries < TRIES; tries++) {
      OrgState state = states.read(OrgId.FLEET);
      Instant now = now();
      List<Transition> all =
          targets.stream()
              .filter(target -> !state.open().containsKey(AlertKey.test(target.value())))
              .limit(AlertStates.MAX_TRANSITIONS)
              .map(target -> TargetJudge.test(target.value(), now))
              .toList();
      if (all.isEmpty() || commit(state, all, now)) {
        nextLook.set(Instant.MIN);
        return;
      }
    }
    throw new IllegalStateException("others changed the state of the fleet again and again");
  }

  /**
   * Resolves the tests whose opening has arrived, or did not in time. Reads nothing for five
   * minutes after none was open, unless this process opened one.
   */
  @Override
  public Report look() {
    Instant now = now();
    if (now.isBefore(nextLook.get())) {
      return new Report(0, List.of());
    }
    boolean isAny =
        states.readAll(List.of(OrgId.FLEET)).stream()
            .flatMap(state -> state.open().keySet().stream())
            .anyMatch(key -> key.rule().equals(Rule.TEST));
    if (!isAny) {
      nextLook.set(now.plus(EVERY));
      return new Report(0, List.of());
    }
    OrgState state = states.read(OrgId.FLEET);
    List<Transition> over =
        state.open().entrySet().stream()
            .filter(one -> one.getKey().rule().equals(Rule.TEST))
            .filter(
                one ->
                    hasArrived(one.getKey())
                        || !one.getValue().openedAt().plus(LONGEST).isAfter(now))
            .limit(AlertStates.MAX_TRANSITIONS)
            .map(one -> TargetJudge.tested(one.getKey(), one.getValue(), now))
            .toList();
    return !over.isEmpty() && commit(state, over, now)
        ? new Report(over.size(), List.of())
        : new Report(0, List.of());
  }

  private boolean hasArrived(AlertKey key) {
    return outbox
        .latest(key)
        .filter(
            entry ->
                entry.handedOver()
                    && deliveries.of(entry.id()).stream()
                        .allMatch(delivery -> delivery.status().isSettled()))
        .isPresent();
  }

  private boolean commit(OrgState state, List<Transition> all, Instant now) {
    OrgState next = state.with(all, null);
    if (states.commit(next, all) != CommitResult.COMMITTED) {
      return false;
    }
    observers.tell(SlotObserver.Committed.of(next, now, all));
    return true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
