package dev.headroom.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Successful logins that differ only in time.
 *
 * @param sourceIp as in the history
 * @param address the parsed address; null if it is not one
 * @param subType such as {@code OauthRefreshToken}; null if none is recorded, as for JWT bearer
 * @param application what logged in; null if that is not recorded
 * @param count how many
 * @param last when the last one was
 */
public record Login(
    String userId,
    String sourceIp,
    @Nullable Address address,
    String type,
    @Nullable String subType,
    @Nullable String application,
    int count,
    Instant last) {
  /** The type of OAuth logins. */
  public static final String OAUTH = "Remote Access 2.0";

  /** Types of logins that use the API. */
  public static final Set<String> API_TYPES =
      Set.of(OAUTH, "Other Apex API", "Remote Access Client", "Partner Product");

  private static final Set<String> PASSWORD_TYPES = Set.of("Other Apex API", "Partner Product");

  /** Subtypes whose apps need the scope {@code refresh_token}. */
  static final Set<String> REFRESHING =
      Set.of(
          "OauthRefreshToken",
          "OauthWebServer",
          "OauthUserAgent",
          "OauthHybridRefreshToken",
          "OauthHybridWebServer",
          "OauthHybridUserAgent");

  /** Subtypes in which a refresh token is used. */
  static final Set<String> REFRESH_TOKEN = Set.of("OauthRefreshToken", "OauthHybridRefreshToken");

  /** The subtype of the web-server flow. */
  static final String WEB_SERVER = "OauthWebServer";

  /** Returns whether it is an OAuth login. */
  public boolean isOauth() {
    return type.equals(OAUTH);
  }

  /** Returns whether a password was sent over the API. */
  public boolean isByPassword() {
    return PASSWORD_TYPES.contains(type) || "OauthUsernamePassword".equals(subType);
  }

  /** Returns the integration as people know it. */
  String integration() {
    return application == null || application.isEmpty() || application.equals("N/A")
        ? type
        : application;
  }
}
