package dev.headroom.alert;

import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.history.HistoryErasure;
import dev.headroom.history.SampleBlock;
import dev.headroom.org.OrgId;
import dev.headroom.org.UnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples that wait in the states of the orgs until a block of them is stored. */
public final class WaitingSamples implements HistoryErasure {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;

  /** Uses these states. */
  public WaitingSamples(AlertStates states) {
    this.states = states;
  }

  /** Reads consistently what waits in the state of an org; null if nothing. */
  public @Nullable SampleBlock of(OrgId org) {
    return states.read(org).recent();
  }

  /**
   * Drops what waits. A poll that has read it before can no longer commit, but may still store it:
   * an org that is read meanwhile may keep the samples of one block.
   *
   * @return 1 if something did, else 0
   * @throws UnavailableException if others keep changing the state
   */
  @Override
  public int erase(OrgId org) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org);
      if (state.recent() == null) {
        return 0;
      }
      if (states.commit(state.with(List.of(), null).keeping(null), List.of())
          == CommitResult.COMMITTED) {
        return 1;
      }
    }
    throw new StateBusyException(org);
  }

  private static final class StateBusyException extends UnavailableException {
    private static final long serialVersionUID = 1;

    StateBusyException(OrgId org) {
      super("lost " + MAX_CONFLICTS + " races for the state of " + org);
    }
  }
}
