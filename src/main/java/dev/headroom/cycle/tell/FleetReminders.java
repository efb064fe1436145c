package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.ReminderJudge;
import dev.headroom.alert.Reminders;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.FleetStore;
import dev.headroom.notify.Outbox;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Reminds of the alerts that belong to no org, such as those about targets and mass events: no poll
 * judges them. Those of an org are reminded by its polls.
 */
public final class FleetReminders implements Lookout {
  private final AlertStates states;
  private final Outbox outbox;
  private final FleetStore fleet;
  private final SlotObservers observers;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param outbox knows what an alert was last judged on
   * @param clock the fleet's clock
   */
  public FleetReminders(
      AlertStates states,
      Outbox outbox,
      FleetStore fleet,
      SlotObservers observers,
      InstantSource clock) {
    this.states = states;
    this.outbox = outbox;
    this.fleet = fleet;
    this.observers = observers;
    this.clock = clock;
  }

  /** Sends the reminders that are due; those of a state that changes meanwhile at the next look. */
  @Override
  public Report look() {
    Reminders reminders = fleet.settings().telling().reminders();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    boolean isDue =
        states.readAll(List.of(OrgId.FLEET)).stream()
            .anyMatch(state -> !ReminderJudge.due(state.open(), reminders, now).isEmpty());
    if (!isDue) {
      return new Report(0, List.of());
    }
    OrgState state = states.read(OrgId.FLEET);
    List<Transition> all =
        ReminderJudge.due(state.open(), reminders, now).stream()
            .limit(AlertStates.MAX_TRANSITIONS)
            .map(key -> remind(key, state, now))
            .toList();
    OrgState next = state.with(all, null);
    return !all.isEmpty() && states.commit(next, all) == CommitResult.COMMITTED
        ? new Report(all.size(), observers.tell(SlotObserver.Committed.of(next, now, all)))
        : new Report(0, List.of());
  }

  private Transition remind(AlertKey key, OrgState state, Instant now) {
    Evidence evidence =
        outbox
            .latest(key)
            .map(entry -> entry.transition().evidence().at(now))
            .orElseGet(() -> new Evidence.Other(now));
    return ReminderJudge.remind(key, Objects.requireNonNull(state.open().get(key)), evidence);
  }
}
