package dev.headroom.auth;

import dev.headroom.org.Org;
import java.time.Duration;

/** Access tokens, one an org, kept until refused and never shared between orgs. */
public interface AccessTokens {
  /**
   * The kept token of {@code org}, or a new one when none is kept.
   *
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException when the org grants none in time
   */
  AccessToken current(Org org, Duration within) throws LoginFailedException;

  /**
   * A new token in place of {@code refused}. When another caller has replaced it meanwhile, that
   * one is returned and no login is made.
   *
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException when the org grants none in time
   */
  AccessToken renew(Org org, AccessToken refused, Duration within) throws LoginFailedException;
}
