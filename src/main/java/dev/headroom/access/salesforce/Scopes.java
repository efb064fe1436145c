package dev.headroom.access.salesforce;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * OAuth scopes under Salesforce's names: in metadata (Metadata API Developer Guide, ConnectedApp),
 * and in the columns of ExtlClntAppOauthSettings.
 */
final class Scopes {
  private static final Map<String, String> METADATA =
      Map.ofEntries(
          Map.entry("Api", "api"),
          Map.entry("Full", "full"),
          Map.entry("Web", "web"),
          Map.entry("RefreshToken", "refresh_token"),
          Map.entry("OfflineAccess", "offline_access"),
          Map.entry("Basic", "id"),
          Map.entry("OpenID", "openid"),
          Map.entry("Profile", "profile"),
          Map.entry("Email", "email"),
          Map.entry("Address", "address"),
          Map.entry("Phone", "phone"),
          Map.entry("Chatter", "chatter_api"),
          Map.entry("CustomApplications", "visualforce"),
          Map.entry("CustomPermissions", "custom_permissions"),
          Map.entry("Wave", "wave_api"),
          Map.entry("Eclair", "eclair_api"),
          Map.entry("Pardot", "pardot_api"),
          Map.entry("Lightning", "lightning"),
          Map.entry("Content", "content"),
          Map.entry("CDPIngest", "cdp_ingest_api"),
          Map.entry("CDPProfile", "cdp_profile_api"),
          Map.entry("CDPQuery", "cdp_query_api"),
          Map.entry("CDPSegment", "cdp_segment_api"),
          Map.entry("CDPIdentityResolution", "cdp_identityresolution_api"),
          Map.entry("CDPCalculatedInsight", "cdp_calculated_insight_api"),
          Map.entry("CDP", "cdp_api"),
          Map.entry("Chatbot", "chatbot_api"),
          Map.entry("ForgotPassword", "forgot_password"),
          Map.entry("UserRegistration", "user_registration_api"),
          Map.entry("PwdlessLogin", "pwdless_login_api"),
          Map.entry("SFAP", "sfap_api"),
          Map.entry("Interaction", "interaction_api"),
          Map.entry("EinsteinGPT", "einstein_gpt_api"));

  private static final String PREFIX = "OauthScopes";

  private static final Map<String, String> COLUMNS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("API", "api"),
              Map.entry("WEB", "web"),
              Map.entry("FULL", "full"),
              Map.entry("REFRESH_TOKEN", "refresh_token"),
              Map.entry("OFFLINE_ACCESS", "offline_access"),
              Map.entry("OPENID", "openid"),
              Map.entry("PROFILE", "profile"),
              Map.entry("EMAIL", "email"),
              Map.entry("ADDRESS", "address"),
              Map.entry("PHONE", "phone"),
              Map.entry("SSO", "id"),
              Map.entry("CUSTOM_PERMISSIONS", "custom_permissions"),
              Map.entry("VF", "visualforce"),
              Map.entry("CONTENT", "content"),
              Map.entry("LIGHTNING", "lightning"),
              Map.entry("CHATTER_REST_API", "chatter_api"),
              Map.entry("WAVE_REST_API", "wave_api"),
              Map.entry("ECLAIR_REST_API", "eclair_api"),
              Map.entry("PARDOT_API", "pardot_api"),
              Map.entry("INTERACTION_API", "interaction_api"),
              Map.entry("CDP_QUERY_API", "cdp_query_api"),
              Map.entry("CDP_API", "cdp_api")));

  private Scopes() {}

  /** Returns the OAuth name of a scope in metadata; an unknown one is returned unchanged. */
  static String ofMetadata(String name) {
    return METADATA.getOrDefault(name, name);
  }

  /** Returns the columns to select, separated by commas. */
  static String columns() {
    return PREFIX + String.join(", " + PREFIX, COLUMNS.keySet());
  }

  /** Returns the scopes whose columns are true. */
  static Set<String> of(Row row) {
    Set<String> scopes = new TreeSet<>();
    COLUMNS.forEach(
        (column, scope) -> {
          if (row.is(PREFIX + column)) {
            scopes.add(scope);
          }
        });
    return scopes;
  }
}
