package dev.headroom.access.salesforce;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LoginSubType, which some orgs return as a value and some as its label. */
final class LoginFlows {
  private static final Map<String, String> BY_LABEL =
      Map.of(
          "OAuth Client Credentials", "OauthClientCredentials",
          "OAuth Refresh Token", "OauthRefreshToken",
          "OAuth Web Server", "OauthWebServer",
          "OAuth User-Agent", "OauthUserAgent",
          "OAuth Username-Password", "OauthUsernamePassword",
          "OAuth Token Exchange", "OauthTokenExchange",
          "UI Username-Password", "UsernamePasswordUiLogin",
          "OAuth Refresh Token for Hybrid Apps", "OauthHybridRefreshToken",
          "OAuth Web Server for Hybrid Apps", "OauthHybridWebServer",
          "OAuth User-Agent for Hybrid Apps", "OauthHybridUserAgent");

  private LoginFlows() {}

  /** Returns the value; null if none is recorded. */
  static @Nullable String value(@Nullable String text) {
    return text == null ? null : BY_LABEL.getOrDefault(text, text);
  }
}
