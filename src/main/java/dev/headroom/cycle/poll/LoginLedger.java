package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.auth.RecentLogins;
import dev.headroom.limits.Allowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The logins of one reading, and its counted calls ({@link CallLedger}), counted in the org's
 * state, where all processes see them.
 *
 * <p>For an org that gave a reading last time, the login is made first and committed with the slot,
 * which needs no extra write. After that, and while the org gives none, a login is committed before
 * it is made: pollers that race or crash in between never make too many.
 */
final class LoginLedger implements Allowance {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;
  private final Instant slot;
  private final boolean owed;
  private final CallLedger calls;
  private OrgState state;
  private RecentLogins uncommitted;
  private int givenBack;
  private boolean owes;
  private boolean closed;

  /**
   * Counts the logins of a reading for {@code slot}.
   *
   * @param state the org's state as read for this slot
   * @param calls its counted calls
   * @param uncommitted logins of earlier readings that could not be committed
   */
  LoginLedger(
      AlertStates states,
      OrgState state,
      Instant slot,
      CallLedger calls,
      RecentLogins uncommitted) {
    this.states = states;
    this.state = state;
    this.slot = slot;
    this.calls = calls;
    this.owed = state.upkeep().loginOwed();
    this.uncommitted = uncommitted;
  }

  /** Returns the counted calls of this reading. */
  int made() {
    return calls.made();
  }

  @Override
  public synchronized boolean take() {
    for (int conflicts = 0; !closed && conflicts < MAX_CONFLICTS; conflicts++) {
      if (state.isPast(slot)) {
        return false;
      }
      if (isReporting() && uncommitted.slots().isEmpty()) {
        uncommitted = uncommitted.plus(slot);
        return true;
      }
      if (counted().nextDue(slot).isAfter(slot)) {
        return false;
      }
      OrgState next =
          state
              .with(List.of(), null)
              .remembering(calls.counted(state.upkeep().with(counted().plus(slot))));
      if (states.commit(next, List.of()) == CommitResult.COMMITTED) {
        state = next;
        settled();
        return true;
      }
      state = states.read(state.org());
    }
    return false;
  }

  @Override
  public synchronized void giveBack() {
    givenBack++;
  }

  @Override
  public synchronized void takeAll() {
    for (int i = 0; i < RecentLogins.MAX_PER_HOUR; i++) {
      uncommitted = uncommitted.plus(slot);
    }
  }

  @Override
  public synchronized Instant nextDue() {
    return counted().nextDue(slot);
  }

  @Override
  public synchronized Optional<Cause> lastFailure() {
    Problem problem = state.problem();
    return problem == null || problem.kind() == null
        ? Optional.empty()
        : Optional.of(new Cause(problem.detail(), problem.remedy()));
  }

  @Override
  public boolean isOwed() {
    return owed;
  }

  @Override
  public synchronized void owe() {
    owes = true;
  }

  /** Ends the reading: no more logins can be taken. */
  synchronized void close() {
    closed = true;
  }

  /** Returns the org's state as it was last read or committed here. */
  synchronized OrgState state() {
    return state;
  }

  /**
   * Returns what is remembered after the slot, if {@code stored} is the org's state.
   *
   * @param read whether the org gave a reading
   */
  synchronized Upkeep after(OrgState stored, boolean read) {
    RecentLogins logins = counted(stored);
    return calls.counted(stored.upkeep().with(read ? logins.afterReading() : logins, owes));
  }

  /**
   * Returns what is remembered while the slot is not completed yet, if {@code stored} is the org's
   * state.
   */
  synchronized Upkeep during(OrgState stored) {
    return calls.counted(stored.upkeep().with(counted(stored)));
  }

  /** Returns the logins and calls that no commit contains yet. */
  synchronized Uncommitted uncommitted() {
    return new Uncommitted(uncommitted, calls.uncommitted());
  }

  /** Records that a state containing all logins and calls was committed. */
  synchronized void settled() {
    uncommitted = RecentLogins.NONE;
    givenBack = 0;
    calls.settled();
  }

  @Override
  public boolean takeCall() {
    return calls.takeCall();
  }

  @Override
  public void giveBackCall() {
    calls.giveBackCall();
  }

  /**
   * What was spent on readings that could not be committed.
   *
   * @param calls the number of counted calls
   */
  record Uncommitted(RecentLogins logins, int calls) {
    static final Uncommitted NOTHING = new Uncommitted(RecentLogins.NONE, 0);

    boolean isNothing() {
      return logins.slots().isEmpty() && calls == 0;
    }
  }

  private RecentLogins counted() {
    return counted(state);
  }

  private RecentLogins counted(OrgState stored) {
    Instant newest = stored.isPast(slot) ? requireNonNull(stored.lastSlot()) : slot;
    return stored.upkeep().logins().plus(uncommitted).minus(slot, givenBack).around(newest);
  }

  private boolean isReporting() {
    return (state.problem() == null || state.problem().kind() == null)
        && !state.upkeep().restraint().breaker().hasFailedOfLate(slot);
  }
}
