package dev.headroom.org;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How Headroom logs in to an org: which OAuth flow, as which user, and where the secret is kept.
 */
public sealed interface Credentials {
  /** Returns the consumer key of the External Client App or connected app. */
  String clientId();

  /**
   * OAuth 2.0 client credentials flow: the app's Run-As user reads. Works only at a My Domain host.
   *
   * @param clientSecret the consumer secret
   */
  record ClientCredentials(String clientId, SecretRef clientSecret) implements Credentials {}

  /**
   * OAuth 2.0 JWT bearer flow, RS256.
   *
   * @param username the user to act as
   * @param privateKey a PKCS#8 PEM, or a {@code kms:} key
   * @param audience the assertion's audience, scheme and host; null means the host that it is sent
   *     to
   */
  record JwtBearer(String clientId, String username, SecretRef privateKey, @Nullable URI audience)
      implements Credentials {
    /** Creates credentials whose audience is the host that the assertion is sent to. */
    public JwtBearer(String clientId, String username, SecretRef privateKey) {
      this(clientId, username, privateKey, null);
    }
  }
}
