package dev.headroom.local.simulator;

import java.security.interfaces.RSAPublicKey;

/** The one way in that an org's connected app allows. */
public sealed interface OrgLogin {

  /** The app's consumer key: the org is found by it, so it is unique in a fleet. */
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
   * @param username the user who pre-authorised the app
   */
  record JwtBearer(String clientId, String username, RSAPublicKey key) implements OrgLogin {}
}
