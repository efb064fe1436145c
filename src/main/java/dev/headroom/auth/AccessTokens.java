package dev.headroom.auth;

import dev.headroom.org.Org;
import java.time.Duration;

/**
 * Access tokens, one an org, kept until they are replaced and never shared between orgs. Every
 * login is taken from the caller's {@link LoginBudget} first.
 */
public interface AccessTokens {
  /**
   * The kept token of {@code org}, or a new one when none is kept.
   *
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException when the org grants none in time, or no login is due
   */
  Session current(Org org, LoginBudget logins, Duration within) throws LoginFailedException;

  /**
   * Another token in place of {@code useless}: the one that another caller or another process has
   * replaced it with meanwhile, else a new one. When there is none, the old one stays the current
   * one.
   *
   * @param useless a token that was refused, or whose instance gave no proper answer
   * @param within how long a login may take; an interrupt ends it too
   * @throws LoginFailedException when the org grants none in time, or no login is due
   */
  Session renew(Org org, AccessToken useless, LoginBudget logins, Duration within)
      throws LoginFailedException;
}
