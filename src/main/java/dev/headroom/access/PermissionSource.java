package dev.headroom.access;

import dev.headroom.auth.LoginBudget;
import dev.headroom.limits.PollOutcome;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.Set;

/** Asks orgs what the monitoring user may do there. */
public interface PermissionSource {
  /**
   * Asks {@code org}: one counted call, and one more for each permission that the org does not
   * have. Never throws because of anything the org does.
   *
   * @param spending asked before each call
   */
  Answer held(Org org, LoginBudget logins, CallBudget spending, Duration within);

  /** The result of asking. */
  sealed interface Answer {
    /**
     * The org answered.
     *
     * @param held permissions that the user has, by their names in the API: {@code ViewSetup}
     * @param asked those that were asked for; of others nothing is known
     */
    record Known(Set<String> held, Set<String> asked) implements Answer {
      public Known {
        held = Set.copyOf(held);
        asked = Set.copyOf(asked);
      }
    }

    /** The org did not say. */
    record Unknown(PollOutcome.Failed why) implements Answer {}
  }
}
