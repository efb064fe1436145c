package dev.headroom.access;

import static dev.headroom.access.Severity.HIGH;
import static dev.headroom.access.Severity.LOW;
import static dev.headroom.access.Severity.MEDIUM;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be wrong with an org's access posture. */
public enum FindingKind {
  API_USER_NOT_ALLOWED(
      "apiUserNotAllowed",
      HIGH,
      "Take API Enabled away from the user, or allow the user in the manifest."),
  API_USER_CONDITIONAL(
      "apiUserConditional",
      LOW,
      "Decide whether the user should get API access this way, and allow it or take the path away."),
  API_USER_DORMANT(
      "apiUserDormant",
      MEDIUM,
      "Ask whether the user is still needed; deactivate it or take API Enabled away."),
  API_ONLY_MISSING(
      "apiOnlyMissing",
      MEDIUM,
      "Give the integration user API Only User, so that nobody can log in to the UI as it."),
  INTEGRATION_TOO_POWERFUL(
      "integrationTooPowerful",
      HIGH,
      "Replace Modify All Data by permissions on the objects that the integration uses."),
  INTEGRATION_WITHOUT_IP_RANGE(
      "integrationWithoutIpRange",
      LOW,
      "Give the profile login IP ranges; ask first what a candidate would lock out."),
  PASSWORD_LOGIN(
      "passwordLogin",
      MEDIUM,
      "Move the integration to an OAuth flow without a password; SOAP login() ends in Summer '27."),
  GROUP_STALE(
      "groupStale",
      MEDIUM,
      "Recalculate the permission set group; until then its permissions are those of the last"
          + " calculation."),
  APP_OVER_SCOPED(
      "appOverScoped",
      MEDIUM,
      "Take away the scopes that no call of the last day and no login needed."),
  APP_UNDER_SCOPED(
      "appUnderScoped",
      MEDIUM,
      "Add the scope that refused calls need, or stop the calls that need it."),
  APP_SELF_AUTHORIZED(
      "appSelfAuthorized", MEDIUM, "Let only users whom an admin has approved use the app."),
  APP_IP_RELAXED(
      "appIpRelaxed", MEDIUM, "Hold the app's logins to the IP ranges of the users' profiles."),
  APP_REFRESH_TOKEN_FOREVER(
      "appRefreshTokenForever",
      MEDIUM,
      "Let the app's refresh tokens expire when they are not used."),
  APP_UNUSED("appUnused", LOW, "Ask the owner whether the app is still needed; else remove it."),
  APP_NOT_INSTALLED(
      "appNotInstalled",
      MEDIUM,
      "Install the app so that it can be governed, or revoke its tokens."),
  TOKEN_OF_INACTIVE_USER(
      "tokenOfInactiveUser", HIGH, "Revoke the tokens: they work again if the user does."),
  API_ACCESS_CONTROL_OFF(
      "apiAccessControlOff",
      LOW,
      "Switch API Access Control on, so that only approved apps can be used."),
  IP_RANGE_TOO_WIDE(
      "ipRangeTooWide", MEDIUM, "Replace the range by the addresses that logins come from.");

  private final String word;
  private final Severity severity;
  private final String advice;

  FindingKind(String word, Severity severity, String advice) {
    this.word = word;
    this.severity = severity;
    this.advice = advice;
  }

  /** Returns its name in answers; part of a finding's id. */
  public String word() {
    return word;
  }

  /** Returns its severity if nothing makes it worse. */
  public Severity severity() {
    return severity;
  }

  /** Returns what to do about it, a sentence or two. */
  public String advice() {
    return advice;
  }

  /**
   * The parts of a posture that it rests on. Where one is not read, a finding of this kind may be
   * missing, and that says nothing.
   */
  public Set<Part> restsOn() {
    return switch (this) {
      case API_USER_NOT_ALLOWED,
          API_USER_CONDITIONAL,
          API_USER_DORMANT,
          API_ONLY_MISSING,
          INTEGRATION_TOO_POWERFUL ->
          EnumSet.of(Part.API_USERS, Part.FROZEN_USERS);
      case INTEGRATION_WITHOUT_IP_RANGE ->
          EnumSet.of(Part.API_USERS, Part.FROZEN_USERS, Part.PROFILE_IP_RANGES);
      case PASSWORD_LOGIN -> EnumSet.of(Part.LOGIN_HISTORY);
      case GROUP_STALE -> EnumSet.of(Part.API_USERS);
      case APP_OVER_SCOPED ->
          EnumSet.of(
              Part.EVENT_LOG,
              Part.LOGIN_HISTORY,
              Part.APP_METADATA,
              Part.APPS,
              Part.EXTERNAL_CLIENT_APPS);
      case APP_UNDER_SCOPED ->
          EnumSet.of(Part.EVENT_LOG, Part.APP_METADATA, Part.APPS, Part.EXTERNAL_CLIENT_APPS);
      case APP_SELF_AUTHORIZED, APP_IP_RELAXED, APP_REFRESH_TOKEN_FOREVER ->
          EnumSet.of(Part.APPS, Part.EXTERNAL_CLIENT_APPS, Part.APP_METADATA);
      case APP_UNUSED ->
          EnumSet.of(Part.LOGIN_HISTORY, Part.TOKENS, Part.APPS, Part.EXTERNAL_CLIENT_APPS);
      case APP_NOT_INSTALLED -> EnumSet.of(Part.TOKENS, Part.APPS, Part.EXTERNAL_CLIENT_APPS);
      case TOKEN_OF_INACTIVE_USER ->
          EnumSet.of(Part.TOKENS, Part.FROZEN_USERS, Part.APPS, Part.EXTERNAL_CLIENT_APPS);
      case API_ACCESS_CONTROL_OFF -> EnumSet.of(Part.ORG_SETTINGS);
      case IP_RANGE_TOO_WIDE -> EnumSet.of(Part.API_USERS, Part.PROFILE_IP_RANGES);
    };
  }

  /** Returns the kind called {@code word}. */
  public static Optional<FindingKind> of(String word) {
    return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
  }
}
