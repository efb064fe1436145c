package dev.headroom.cycle.attribute;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when every event log file of an org has been read: in its state, where the poll judges it.
 */
final class LogsReadTo {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;

  LogsReadTo(AlertStates states) {
    this.states = states;
  }

  /** Notes that every file available at {@code at} has been read. */
  void reached(OrgId org, Instant at) {
    note(org, at);
  }

  /**
   * Returns since when not every file has been read: since this attempt if none has succeeded. An
   * org whose files could never be read has lost nothing, so nothing is noted for it.
   */
  Instant missed(OrgId org, Instant at) {
    @Nullable Instant before = states.read(org).upkeep().logsReadTo();
    return before == null ? at : before;
  }

  private void note(OrgId org, Instant at) {
    for (int conflicts = 0; true; conflicts++) {
      OrgState state = states.read(org);
      @Nullable Instant before = state.upkeep().logsReadTo();
      if (before != null && !at.isAfter(before)) {
        return;
      }
      OrgState next = state.with(List.of(), null).remembering(state.upkeep().logsReadTo(at));
      if (states.commit(next, List.of()) == CommitResult.COMMITTED) {
        return;
      }
      if (conflicts == MAX_CONFLICTS) {
        throw new IllegalStateException(
            "the state of " + org + " was changed by others again and again");
      }
    }
  }
}
