package dev.headroom.local.simulator;

/** The errors of the token endpoint; all have status 400. */
public enum OAuthError {
  NOT_APPROVED("invalid_grant", "user hasn't approved this consumer"),
  NOT_ADMIN_APPROVED("invalid_grant", "user is not admin approved to access this app"),
  INVALID_ASSERTION("invalid_grant", "invalid assertion"),
  INVALID_AUDIENCE("invalid_grant", "audience is invalid"),
  ASSERTION_EXPIRED("invalid_grant", "expired authorization code"),
  AUTHENTICATION_FAILURE("invalid_grant", "authentication failure"),
  USER_DEACTIVATED("invalid_grant", "inactive user"),
  IP_RESTRICTED("invalid_grant", "ip restricted"),
  NO_RUN_AS_USER("invalid_grant", "no client credentials user enabled"),
  WRONG_DOMAIN("invalid_grant", "request not supported on this domain"),
  TOKEN_EXPIRED("invalid_grant", "expired access/refresh token"),
  INACTIVE_USER("inactive_user", "user is inactive"),
  INACTIVE_ORG("inactive_org", "organization is inactive"),
  INVALID_CLIENT_ID("invalid_client_id", "client identifier invalid"),
  INVALID_CLIENT("invalid_client", "invalid client credentials"),
  APP_NOT_INSTALLED("invalid_client", "app must be installed into org"),
  APP_BLOCKED("OAUTH_APP_BLOCKED", "this app is blocked by admin"),
  UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", "grant type not supported"),
  INVALID_REQUEST("invalid_request", "missing required parameter"),
  LOGIN_RATE_EXCEEDED("rate_limit_exceeded", "login rate exceeded");

  private final String error;
  private final String description;

  OAuthError(String error, String description) {
    this.error = error;
    this.description = description;
  }

  /** Returns the value of {@code error}. */
  public String error() {
    return error;
  }

  /** Returns the value of {@code error_description}. */
  public String description() {
    return description;
  }

  Reply reply() {
    return Reply.oauthError(error, description);
  }
}
