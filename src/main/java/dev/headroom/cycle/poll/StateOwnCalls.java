package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.fleet.FleetStore;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.SpendBudget;
import java.time.Instant;
import java.util.List;

/** The budget of counted calls, in the org's state, where all processes see it. */
public final class StateOwnCalls implements OwnCalls {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;
  private final FleetStore fleet;

  /**
   * Counts calls in these states.
   *
   * @param fleet has the caps
   */
  public StateOwnCalls(AlertStates states, FleetStore fleet) {
    this.states = states;
    this.fleet = fleet;
  }

  @Override
  public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org.id());
      Restraint restraint = state.upkeep().restraint();
      if (restraint.isPausedAt(at)) {
        return new Answer.Wait("the org is paused");
      }
      Upkeep upkeep =
          Turn.capped(
              state.upkeep().with(restraint.with(restraint.spendOn(at))),
              org,
              fleet.rules().spend(),
              state);
      SpendBudget budget = Turn.budget(org, upkeep.restraint(), at);
      int granted = budget.grant(purpose, wanted);
      if (granted == 0) {
        return new Answer.Wait(budget.why());
      }
      if (commit(state, upkeep, purpose, granted, at)) {
        return new Answer.Granted(granted);
      }
    }
    return new Answer.Wait("others changed the org's state again and again");
  }

  @Override
  public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org.id());
      if (commit(state, state.upkeep(), purpose, -calls, at)) {
        return;
      }
    }
  }

  private boolean commit(OrgState state, Upkeep upkeep, Purpose purpose, int calls, Instant at) {
    Restraint restraint = upkeep.restraint();
    Restraint next = restraint.with(restraint.spendOn(at).plus(purpose, calls));
    return states.commit(state.with(List.of(), null).remembering(upkeep.with(next)), List.of())
        == CommitResult.COMMITTED;
  }
}
