package dev.headroom.auth;

import dev.headroom.org.Org;
import java.time.Duration;

/**
 * Access tokens, one per org, kept until they are replaced and never shared between orgs. Every
 * login is taken from the caller's {@link LoginBudget} first.
 */
public interface AccessTokens {
  /**
   * Returns the kept token of {@code org}, or a new one if none is kept.
   *
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException if the org grants none in time, or no login is due
   */
  Session current(Org org, LoginBudget logins, Duration within) throws LoginFailedException;

  /**
   * Returns a token that replaces {@code useless}: the one that another caller or process has
   * obtained in the meantime, otherwise a new one. If there is none, the old one stays current.
   *
   * @param useless a token that was refused, or whose instance gave no proper answer
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException if the org grants none in time, or no login is due
   */
  Session renew(Org org, AccessToken useless, LoginBudget logins, Duration within)
      throws LoginFailedException;
}
