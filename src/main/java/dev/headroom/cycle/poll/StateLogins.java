package dev.headroom.cycle.poll;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.RecentLogins;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The logins of a job other than the poll, counted in the org's state beside those of the poll.
 * Each is committed before it is made.
 */
public final class StateLogins implements LoginBudget {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;
  private final OrgId org;
  private final Instant at;

  /**
   * Logins for one turn of a job.
   *
   * @param at the time of the turn
   */
  public StateLogins(AlertStates states, OrgId org, Instant at) {
    this.states = states;
    this.org = org;
    this.at = at;
  }

  @Override
  public boolean take() {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org);
      if (recent(state).nextDue(at).isAfter(at)) {
        return false;
      }
      if (commit(state, logins -> logins.plus(at))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void giveBack() {
    change(logins -> logins.minus(at, 1));
  }

  @Override
  public void takeAll() {
    change(
        logins -> {
          RecentLogins all = logins;
          for (int i = 0; i < RecentLogins.MAX_PER_HOUR; i++) {
            all = all.plus(at);
          }
          return all;
        });
  }

  @Override
  public Instant nextDue() {
    return recent(states.read(org)).nextDue(at);
  }

  @Override
  public Optional<Cause> lastFailure() {
    Problem problem = states.read(org).problem();
    return problem == null || problem.kind() == null
        ? Optional.empty()
        : Optional.of(new Cause(problem.detail(), problem.remedy()));
  }

  @Override
  public boolean isOwed() {
    return false;
  }

  @Override
  public void owe() {
    // The next turn finds it out itself.
  }

  private RecentLogins recent(OrgState state) {
    return state.upkeep().logins().around(at);
  }

  private void change(UnaryOperator<RecentLogins> change) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      if (commit(states.read(org), change)) {
        return;
      }
    }
  }

  private boolean commit(OrgState state, UnaryOperator<RecentLogins> change) {
    OrgState next =
        state.with(List.of(), null).remembering(state.upkeep().with(change.apply(recent(state))));
    return states.commit(next, List.of()) == CommitResult.COMMITTED;
  }
}
