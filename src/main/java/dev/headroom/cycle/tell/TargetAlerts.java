package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.TargetJudge;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.Settings;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.org.OrgId;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an alert open for each target of the manifest that is parked or disabled. The state with
 * which it is committed is read only when something may have changed.
 */
public final class TargetAlerts {
  private static final int TRIES = 5;
  private static final System.Logger LOG = System.getLogger(TargetAlerts.class.getName());

  private final AlertStates states;
  private final SlotObservers observers;
  private final InstantSource clock;
  private volatile @Nullable Set<TargetId> judged;

  /**
   * Stores alerts in these states.
   *
   * @param observers called after every commit
   * @param clock the fleet's: alerts about targets appear beside those about orgs
   */
  public TargetAlerts(AlertStates states, SlotObservers observers, InstantSource clock) {
    this.states = states;
    this.observers = observers;
    this.clock = clock;
  }

  /**
   * Opens and resolves alerts as needed.
   *
   * @param holding the troubles that hold, by target
   * @param changed whether a trouble is over: its alert may still be open
   * @return whether all alerts are right; if not, the next sweep continues
   */
  boolean judge(Map<TargetId, Trouble> holding, boolean changed, Settings settings) {
    if (!changed && holding.keySet().equals(judged)) {
      return true;
    }
    judged = null;
    for (int tries = 0; tries < TRIES; tries++) {
      OrgState state = states.read(OrgId.FLEET);
      Instant slot = slot(state);
      List<Transition> all = transitions(state, slot, holding, settings);
      if (all.isEmpty()) {
        judged = Set.copyOf(holding.keySet());
        return true;
      }
      List<Transition> part = all.subList(0, Math.min(all.size(), AlertStates.MAX_TRANSITIONS));
      OrgState next = state.with(part, slot);
      if (states.commit(next, part) == CommitResult.COMMITTED) {
        observers
            .tell(SlotObserver.Committed.of(next, slot, part))
            .forEach(
                failure ->
                    LOG.log(
                        Level.ERROR,
                        "observer {0} failed on alerts about targets: {1}",
                        failure.observer(),
                        failure.detail()));
      }
    }
    return false;
  }

  /** Slots of a state only move forward, even if the clock stands still. */
  private Instant slot(OrgState state) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant last = state.lastSlot();
    return last == null || now.isAfter(last) ? now : last.plusSeconds(1);
  }

  private static List<Transition> transitions(
      OrgState state, Instant slot, Map<TargetId, Trouble> holding, Settings settings) {
    Map<TargetId, Target> current = settings.current();
    List<Transition> all = new ArrayList<>();
    holding.forEach(
        (id, trouble) ->
            TargetJudge.refused(
                    id.value(), state.open(), evidence(slot, settings.targets().get(id), trouble))
                .ifPresent(all::add));
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.TARGET)) {
        TargetId id = new TargetId(key.subject().id());
        if (!holding.containsKey(id)) {
          TargetJudge.over(
                  id.value(),
                  state.open(),
                  evidence(slot, settings.targets().get(id), null),
                  !current.containsKey(id))
              .ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private static Evidence.RefusedTarget evidence(
      Instant slot, @Nullable Target target, @Nullable Trouble trouble) {
    return new Evidence.RefusedTarget(
        slot,
        target == null ? "" : target.type(),
        trouble != null && trouble.kind() == Trouble.Kind.DISABLED,
        trouble == null ? null : trouble.reason());
  }
}
