package dev.headroom.auth;

import dev.headroom.org.Org;

/** Access tokens, one an org, kept until refused and never shared between orgs. */
public interface AccessTokens {
  /**
   * The kept token of {@code org}, or a new one when none is kept.
   *
   * @throws LoginFailedException when the org grants none
   */
  AccessToken current(Org org) throws LoginFailedException;

  /**
   * A new token in place of {@code refused}. When another caller has replaced it meanwhile, that
   * one is returned and no login is made.
   *
   * @throws LoginFailedException when the org grants none
   */
  AccessToken renew(Org org, AccessToken refused) throws LoginFailedException;
}
