package dev.headroom.limits;

import dev.headroom.auth.LoginBudget;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import java.time.Duration;

/**
 * Asks orgs which org they are, before anything else was read: with a login if none is kept, and
 * another one if the kept session is refused.
 */
public interface IdentitySource {
  /** Asks {@code org} once: one counted call. Never throws because of anything the org does. */
  Answer identify(Org org, LoginBudget logins, Duration within);

  /** The result of asking. */
  sealed interface Answer {
    /** The org answered. */
    record Found(OrgProfile profile) implements Answer {}

    /** The org answers, but not to this user. */
    record Hidden(PollOutcome.Failed why) implements Answer {}

    /** The org gave no answer. */
    record Unknown(PollOutcome.Failed why) implements Answer {}
  }
}
