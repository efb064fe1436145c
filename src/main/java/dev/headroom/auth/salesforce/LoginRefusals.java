package dev.headroom.auth.salesforce;

import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.Wording;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the token endpoint's errors mean, and what to do about them, in one table. A row is found by
 * what the error says, under any code and in any spelling.
 *
 * <p>Sources: Salesforce Help "OAuth 2.0 Authorization Errors", "OAuth 1.0.A Authorization Error
 * Codes" (1701 to 1716), "Prepare for Connected App Usage Restrictions Change" (005132365) and
 * articles 005228017 and 000381578; Object Reference "Login Event Type, LOGIN_STATUS Values"; and
 * errors that other clients have seen, named by repository and thread.
 */
final class LoginRefusals {
  /**
   * What a refusal means.
   *
   * @param remedy one sentence, for the person who is woken by it; names no member that the org's
   *     manifest entry cannot have
   */
  record Meaning(Kind kind, String remedy) {}

  /**
   * A row of the table.
   *
   * @param says one of these is said ({@link Wording#means})
   * @param remedy for the org that was refused
   */
  record Row(Kind kind, List<String> says, Function<Org, String> remedy) {}

  private static final String POLICIES =
      "In Setup open the External Client App Manager, the app, its policies";
  private static final String PRODUCTION = "https://login.salesforce.com";
  private static final String SANDBOX = "https://test.salesforce.com";
  private static final String ACTIVATE_ORG =
      "The org is locked, closed, suspended or its trial has expired: remove it from the manifest,"
          + " or have Salesforce reactivate it.";

  /** The first matching row counts. */
  static final List<Row> TABLE =
      List.of(
          // Help 000381578.
          new Row(
              Kind.RATE_LIMITED,
              List.of("rate limit exceeded", "login rate exceeded", "rate exceeded"),
              org ->
                  "The user has logged in more than 3,600 times within an hour: find the"
                      + " integration that logs in for every call; it passes by itself within the"
                      + " hour."),
          // Help "OAuth 2.0 Authorization Errors"; LOGIN_ERROR_ORG_IN_MAINTENANCE,
          // LOGIN_ERROR_APPEXCHANGE_DOWN.
          new Row(
              Kind.SERVER,
              List.of(
                  "server error",
                  "unknown error",
                  "temporarily unavailable",
                  "in maintenance",
                  "down for maintenance",
                  "unable to process your login request"),
              org ->
                  "See the instance's state at https://status.salesforce.com; Headroom retries"
                      + " automatically."),
          // LOGIN_ERROR_ORG_CLOSED, _INACTIVE, _LOCKOUT, _SUSPENDED, LOGIN_ORG_TRIAL_EXP.
          refused(
              List.of(
                  "inactive org",
                  "inactive organization",
                  "organization is inactive",
                  "org is inactive",
                  "organization closed",
                  "organization is closed",
                  "organization locked",
                  "organization is locked",
                  "org locked",
                  "organization suspended",
                  "organization is suspended",
                  "trial expired",
                  "trial + has expired"),
              org -> ACTIVATE_ORG),
          // n8n-io/n8n#21589: an app that was used before it was installed is blocked since 2025.
          refused(
              List.of(
                  "app blocked",
                  "app is blocked",
                  "blocked by admin",
                  "blocked by + administrator"),
              org ->
                  "An administrator has blocked the app: unblock it in Setup, Connected Apps OAuth"
                      + " Usage."),
          // forcedotcom/cli#3482, dust-tt/dust#26727, PipedreamHQ/pipedream#21557: external client
          // apps belong to one org, and a refreshed sandbox has none of its own.
          refused(
              List.of(
                  "external client app + not installed",
                  "external client app + not found",
                  "app not found",
                  "package + not installed in your organization",
                  "package + out of date",
                  "consumer deleted"),
              LoginRefusals::createTheApp),
          // Help 005132365; the browser shows OAUTH_APPROVAL_ERROR_GENERIC for it.
          refused(
              List.of(
                  "app must be installed",
                  "app is not installed",
                  "app not installed",
                  "uninstalled + app",
                  "oauth approval error generic"),
              org ->
                  "Install the connected app in the org (Setup, Connected Apps OAuth Usage, Install):"
                      + " since September 2025 one that is not installed is blocked. Or use an"
                      + " External Client App of the org's own."),
          // jetstreamapp/jetstream#656, forcedotcom/cli#3260 (code invalid_app_access),
          // abisek/salesforce-elf-browser#9 (code OAUTH_APP_ACCESS_DENIED).
          refused(
              List.of(
                  "not admin approved",
                  "not approved by admin",
                  "invalid app access",
                  "app access denied",
                  "not pre authorized",
                  "not preauthorized"),
              org ->
                  POLICIES
                      + ": add the profile or a permission set of "
                      + user(org)
                      + ". Where API Access Control is on, allow the app there too."),
          // Help "OAuth 2.0 JWT Bearer Flow"; simple-salesforce#711 and restforce#886: Government
          // Cloud says so of a wrong audience.
          refused(
              List.of(
                  "approved this consumer",
                  "not approved this consumer",
                  "user has not approved",
                  "user hasn t approved",
                  "consent required",
                  "approval required"),
              org ->
                  POLICIES
                      + ": set Permitted Users to 'Admin approved users are pre-authorized' and add"
                      + " the profile or a permission set of "
                      + user(org)
                      + "."
                      + (org.credentials() instanceof JwtBearer app
                          ? " Government Cloud gives the same error for a wrong audience: "
                              + audience(app, org)
                          : "")),
          // Help "OAuth 2.0 Authorization Errors" ("Audience validation failed").
          refused(
              List.of("audience", "invalid aud", "aud is invalid", "aud claim"),
              org ->
                  org.credentials() instanceof JwtBearer app
                      ? "The org does not take this audience: " + audience(app, org)
                      : checkAll(org)),
          // newrelic-salesforce-exporter#31; Help 1705.
          refused(
              List.of(
                  "expired authorization code",
                  "assertion + expired",
                  "jwt + expired",
                  "jwt is expired",
                  "invalid timestamp",
                  "invalid exp",
                  "exp claim"),
              org ->
                  "The signed login had expired when it arrived: set this machine's clock right (time"
                      + " synchronisation)."),
          // RFC 7523; Help 1711, LOGIN_OAUTH_INVALID_DSIG.
          refused(
              List.of(
                  "invalid assertion",
                  "assertion is invalid",
                  "assertion is not valid",
                  "invalid jwt",
                  "invalid signature",
                  "signature invalid",
                  "signature is invalid",
                  "signature verification failed",
                  "invalid assertion type"),
              org ->
                  org.credentials() instanceof JwtBearer
                      ? "Check that privateKey belongs to the certificate uploaded to the app, and"
                          + " that clientId is that app's consumer key."
                      : checkAll(org)),
          // Help "OAuth 2.0 Client Credentials Flow"; sumologic and cartography documentation.
          refused(
              List.of("no client credentials user", "client credentials user", "run as user"),
              org ->
                  POLICIES
                      + ": enable the client credentials flow and choose a Run As user who is API"
                      + " Only, by the name of the login and not by the e-mail address."),
          // RFC 6749; Boomi and ServiceNow documentation ("client credentials flow not enabled").
          refused(
              List.of(
                  "unsupported grant type",
                  "grant type not supported",
                  "unauthorized client",
                  "flow not enabled",
                  "flow is not enabled",
                  "flow disabled",
                  "flow is disabled"),
              org ->
                  POLICIES
                      + " and its OAuth settings: enable the "
                      + flow(org)
                      + " in both places."),
          // Help "OAuth 2.0 Client Credentials Flow": at My Domain hosts only;
          // LOGIN_ERROR_ORG_DOMAIN_ONLY.
          refused(
              List.of(
                  "not supported on this domain", "not supported on + domain", "restricted domain"),
              org ->
                  "Change loginUrl to the org's My Domain address (https://<name>.my.salesforce.com):"
                      + " this login does not work at login.salesforce.com or"
                      + " test.salesforce.com."),
          // Help 1708, LOGIN_OAUTH_INVALID_IP, LOGIN_ERROR_RESTRICTED_DOMAIN.
          refused(
              List.of(
                  "ip restricted",
                  "restricted ip",
                  "ip address not allowed",
                  "ip + not allowed",
                  "ip address + restricted",
                  "ip range"),
              org ->
                  "Add the address that Headroom calls from to the login IP ranges of the profile of "
                      + user(org)
                      + (org.credentials() instanceof JwtBearer
                          ? ": a JWT bearer login is checked against them whatever the app's"
                              + " policies say."
                          : ", or relax the IP restrictions in the app's policies.")),
          // Help 1708 names both in one; LOGIN_ERROR_... "Restricted time".
          refused(
              List.of("login hours", "restricted time", "outside + hours"),
              org -> "Widen the login hours of the profile of " + user(org) + "."),
          // LOGIN_ERROR_USER_INACTIVE, _FROZEN; Help "OAuth 2.0 Authorization Errors".
          refused(
              List.of(
                  "inactive user",
                  "user is inactive",
                  "user inactive",
                  "user + deactivated",
                  "user + frozen",
                  "user not found",
                  "no such user"),
              org ->
                  "Activate or unfreeze " + user(org) + " in Setup, Users, or have another one."),
          // LOGIN_ERROR_PASSWORD_LOCKOUT.
          refused(
              List.of("user is locked", "user locked", "locked out", "password lockout"),
              org -> "Unlock " + user(org) + " in Setup, Users, and see what uses its password."),
          // Clay's and others' set-up guides since Winter '26.
          refused(
              List.of("no valid scopes", "invalid scope", "scope + not allowed", "scope + missing"),
              org ->
                  "Add the OAuth scope 'Manage user data via APIs (api)' to the app; 'Full access"
                      + " (full)' does not stand for it."),
          // Help 1716, LOGIN_OAUTH_API_DISABLED.
          refused(
              List.of(
                  "api access disabled",
                  "api disabled",
                  "api is disabled",
                  "api not enabled",
                  "api is not enabled",
                  "api + currently disabled"),
              org ->
                  "Give "
                      + user(org)
                      + " the permission 'API Enabled', by profile or permission set. If the org's"
                      + " edition has no API, have Salesforce enable it."),
          // LOGIN_ERROR_API_TOO_OLD, Help 1704.
          refused(
              List.of("api version removed", "version not supported"),
              org ->
                  "Headroom's way to log in is no longer accepted: install the newest release of"
                      + " Headroom."),
          // Help "OAuth 2.0 Authorization Errors"; Help 1703.
          refused(
              List.of(
                  "expired access refresh token",
                  "refresh token",
                  "token + revoked",
                  "invalid access token"),
              org ->
                  "The approval of the app by "
                      + user(org)
                      + " was revoked or has expired: approve it again, or pre-authorize the app for"
                      + " the profile."),
          // Help 1702, LOGIN_OAUTH_NO_CONSUMER.
          refused(
              List.of(
                  "invalid client id",
                  "client identifier invalid",
                  "client identifier",
                  "missing consumer key",
                  "invalid consumer key",
                  "missing + consumer key"),
              org ->
                  "Check clientId: it must be the consumer key of an app that is in this org. A new"
                      + " app is only known after some ten minutes."),
          // restforce#338.
          refused(
              List.of("invalid client credentials", "client secret", "invalid client"),
              org ->
                  org.credentials() instanceof ClientCredentials
                      ? "Check clientSecret: it must be the consumer secret of the app that clientId"
                          + " names; it changes when someone rotates it."
                      : "Check clientId: it must be the consumer key of the app to which the"
                          + " certificate of privateKey was uploaded."),
          // omniphx/forrest#364.
          refused(
              List.of(
                  "authentication failure",
                  "authentication failed",
                  "user authentication failed",
                  "invalid login"),
              org ->
                  checkAll(org)
                      + " The login history of "
                      + user(org)
                      + " in Setup shows which of them was refused."),
          // RFC 6749.
          refused(
              List.of("invalid request", "missing required parameter"), LoginRefusals::checkAll));

  private LoginRefusals() {}

  /**
   * Returns what {@code error} with {@code description} means for {@code org}; an unknown error
   * counts as refused.
   */
  static Meaning meaningOf(String error, String description, Org org) {
    Wording wording = Wording.of(error, description);
    return TABLE.stream()
        .filter(row -> wording.means(row.says()))
        .findFirst()
        .map(row -> new Meaning(row.kind(), row.remedy().apply(org)))
        .orElseGet(
            () ->
                new Meaning(
                    Kind.REFUSED,
                    "Check the org's auth in the manifest and the app's policies in Setup; the"
                        + " login history of "
                        + user(org)
                        + " there has the details."));
  }

  private static Row refused(List<String> says, Function<Org, String> remedy) {
    return new Row(Kind.REFUSED, says, remedy);
  }

  private static String createTheApp(Org org) {
    String then =
        switch (org.credentials()) {
          case ClientCredentials app -> "then change clientId and clientSecret to its own";
          case JwtBearer app ->
              "upload the certificate of privateKey, then change clientId to its own";
        };
    return "This org does not have the app of clientId, as after a sandbox was refreshed: create it in"
        + " this org's External Client App Manager, or install its package, with the "
        + flow(org)
        + " and the profile or a permission set of "
        + user(org)
        + "; "
        + then
        + ". Otherwise check that loginUrl is the My Domain address of the org that has it.";
  }

  /** Returns the audience that is left to try: never the one that was just refused. */
  private static String audience(JwtBearer app, Org org) {
    URI audience = app.audience();
    String refused = JwtAssertion.audience(app, org.loginUrl());
    String others =
        Stream.of(PRODUCTION, SANDBOX)
            .filter(other -> !other.equals(refused))
            .map(other -> other.equals(SANDBOX) ? SANDBOX + " for a sandbox" : other)
            .collect(Collectors.joining(", or "));
    return audience == null
        ? "set auth.audience to " + others + "."
        : "change auth.audience ("
            + refused
            + ") to "
            + others
            + ", or remove it to use the host of loginUrl ("
            + org.loginUrl().getRawAuthority()
            + ").";
  }

  private static String checkAll(Org org) {
    return switch (org.credentials()) {
      case ClientCredentials app ->
          "Check clientId and clientSecret: they must belong to one app of this org.";
      case JwtBearer app ->
          "Check clientId, username and privateKey: the app must be of this org, hold the key's"
              + " certificate, and allow the user.";
    };
  }

  private static String flow(Org org) {
    return switch (org.credentials()) {
      case ClientCredentials app -> "client credentials flow";
      case JwtBearer app -> "JWT bearer flow";
    };
  }

  private static String user(Org org) {
    return switch (org.credentials()) {
      case ClientCredentials app -> "the app's Run As user";
      case JwtBearer app -> "the user that username names";
    };
  }
}
