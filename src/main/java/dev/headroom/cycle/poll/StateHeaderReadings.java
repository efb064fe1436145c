package dev.headroom.cycle.poll;

import dev.headroom.alert.AdaptiveInterval;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.limits.HeaderReadings;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.spend.Spend;
import java.time.Instant;
import java.util.List;

/** {@link HeaderReadings} in the org's state. Writes only while {@code /limits} is not current. */
public final class StateHeaderReadings implements HeaderReadings {
  private static final int MAX_CONFLICTS = 8;

  private final AlertStates states;

  /** Stores readings in these states. */
  public StateHeaderReadings(AlertStates states) {
    this.states = states;
  }

  @Override
  public void heard(Org org, Reading told, Instant at) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org.id());
      if (isCurrent(state, org, at)) {
        return;
      }
      if (states.commit(state.with(List.of(), null).hearing(told), List.of())
          == CommitResult.COMMITTED) {
        return;
      }
      // Another process may have read the org in the meantime: its reading takes precedence.
    }
  }

  /** Whether the last slot that was due gave a reading, or may still give one. */
  private static boolean isCurrent(OrgState state, Org org, Instant at) {
    if (state.problem() != null && state.problem().kind() != null) {
      return false;
    }
    Spend spend = state.upkeep().restraint().spend();
    Instant asked = spend == null ? null : spend.askedAt();
    // Before the first reading there is no history for it to belong to.
    return asked == null || !asked.plus(AdaptiveInterval.of(org, state)).isBefore(at);
  }
}
