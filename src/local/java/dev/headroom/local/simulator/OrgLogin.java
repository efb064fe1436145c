package dev.headroom.local.simulator;

import java.security.interfaces.RSAPublicKey;

/** The only login that an org's connected app accepts. */
public sealed interface OrgLogin {

  /** Returns the app's consumer key, by which the org is found: it is unique in a fleet. */
  String clientId();

  /**
   * Client id and secret.
   *
   * @param clientSecret kept out of {@link #toString()}
   */
  record ClientCredentials(String clientId, String clientSecret) implements OrgLogin {
    @Override
    public String toString() {
      return "ClientCredentials[clientId=" + clientId + "]";
    }
  }

  /**
   * An assertion signed with the private half of {@code key}.
   *
   * @param username the user who pre-authorized the app
   */
  record JwtBearer(String clientId, String username, RSAPublicKey key) implements OrgLogin {}
}
