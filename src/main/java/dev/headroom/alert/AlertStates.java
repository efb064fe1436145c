package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.List;

/**
 * The states of orgs, their alerts and the outbox of transitions. They form one store because they
 * are committed together.
 */
public interface AlertStates {
  /**
   * The most transitions per {@link #commit}: each writes two items, the state and its row of the
   * fleet index are two more, and a transaction takes 100.
   */
  int MAX_TRANSITIONS = 49;

  /** The result of a commit. */
  enum CommitResult {
    COMMITTED,
    /** Another poller committed after the state was read; nothing was written. */
    CONFLICT
  }

  /**
   * Returns the state of {@code org}, read consistently; {@link OrgState#neverRead} if there is
   * none.
   */
  OrgState read(OrgId org);

  /**
   * The same, perhaps as it was a moment ago, at half the cost: for one who then commits with its
   * version, and reads consistently if that is refused.
   */
  default OrgState readRecent(OrgId org) {
    return read(org);
  }

  /**
   * Returns the states of {@code orgs} as they were a moment ago, at half the cost of {@link
   * #read}: good enough to see whether there is something to do, which a commit then verifies.
   *
   * @return one state per org, in any order; an org whose stored state is damaged is left out, so
   *     that it does not block the others
   */
  default List<OrgState> readAll(List<OrgId> orgs) {
    return orgs.stream().map(this::read).toList();
  }

  /**
   * Makes {@code next} the state of its org if the stored version is still {@code next.version() -
   * 1}, and writes with it, all or nothing, each transition's alert and outbox entry. The index of
   * a transition in the list and {@code next.version()} name the outbox entry.
   *
   * @param transitions at most {@link #MAX_TRANSITIONS}, at most one per AlertKey
   */
  CommitResult commit(OrgState next, List<Transition> transitions);
}
