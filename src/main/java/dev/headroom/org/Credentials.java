package dev.headroom.org;

/** How Headroom logs in to an org: which OAuth flow, as whom, and where the secret is kept. */
public sealed interface Credentials {
  /** The consumer key of the External Client App or connected app. */
  String clientId();

  /**
   * OAuth 2.0 client credentials flow: the app's Run-As user reads. Works on a My Domain host only.
   *
   * @param clientSecret the consumer secret
   */
  record ClientCredentials(String clientId, SecretRef clientSecret) implements Credentials {}

  /**
   * OAuth 2.0 JWT bearer flow, RS256.
   *
   * @param username the user to act as
   * @param privateKey a PKCS#8 PEM, or a {@code kms:} key
   */
  record JwtBearer(String clientId, String username, SecretRef privateKey) implements Credentials {}
}
