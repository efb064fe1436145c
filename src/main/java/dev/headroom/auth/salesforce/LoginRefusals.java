package dev.headroom.auth.salesforce;

import dev.headroom.auth.LoginFailedException.Kind;
import java.util.List;
import java.util.Locale;

/**
 * What the token endpoint's errors mean, and what to do about them. Source: Salesforce's OAuth 2.0
 * error code page, and what its clients have met.
 */
final class LoginRefusals {
  /**
   * What a refusal means.
   *
   * @param remedy one sentence, for the person who is woken by it
   */
  record Meaning(Kind kind, String remedy) {}

  private record Rule(String error, String text, Meaning meaning) {
    boolean fits(String otherError, String otherText) {
      return (error.isEmpty() || error.equals(otherError)) && otherText.contains(text);
    }
  }

  private static final String APP_POLICIES =
      "In Setup open the External Client App Manager, the app, its policies";

  /** The first that fits counts; an empty text fits every description. */
  private static final List<Rule> RULES =
      List.of(
          wait("rate_limit_exceeded", ""),
          wait("", "login rate exceeded"),
          rule(
              "invalid_grant",
              "user hasn't approved this consumer",
              APP_POLICIES
                  + ": set Permitted Users to 'Admin approved users are pre-authorized' and add"
                  + " the user's profile or a permission set."),
          rule(
              "invalid_grant",
              "not admin approved",
              APP_POLICIES + ": add the user's profile or one of their permission sets."),
          rule(
              "invalid_grant",
              "invalid assertion",
              "Check that the private key belongs to the certificate uploaded to the app, and that"
                  + " clientId is that app's consumer key."),
          rule(
              "invalid_grant",
              "audience is invalid",
              "Set loginUrl to https://login.salesforce.com (production),"
                  + " https://test.salesforce.com (sandbox) or the org's My Domain address."),
          rule(
              "invalid_grant",
              "expired authorization code",
              "The signed login had expired when it arrived: set this machine's clock right (time"
                  + " synchronisation)."),
          rule(
              "invalid_grant",
              "no client credentials user enabled",
              APP_POLICIES
                  + ": enable the client credentials flow and choose a Run As user who is API"
                  + " Only."),
          rule(
              "invalid_grant",
              "request not supported on this domain",
              "Set loginUrl to the org's My Domain address (https://<name>.my.salesforce.com): this"
                  + " flow does not work at login.salesforce.com or test.salesforce.com."),
          rule(
              "invalid_grant",
              "ip restricted",
              "Add the address that Headroom calls from to the login IP ranges of the user's"
                  + " profile, or relax the IP restrictions in the app's policies."),
          rule(
              "invalid_grant",
              "inactive user",
              "Activate or unfreeze the user in Setup, Users, or name another one."),
          rule(
              "invalid_grant",
              "expired access/refresh token",
              "The user's approval of the app was revoked or has expired: approve it again, or"
                  + " pre-authorize the app for the user's profile."),
          rule(
              "invalid_grant",
              "authentication failure",
              "Check the user name, the app's consumer key and the secret or key; the user's login"
                  + " history in Setup tells which of them was refused."),
          rule(
              "inactive_user",
              "",
              "Activate or unfreeze the user in Setup, Users, or name another one."),
          rule(
              "inactive_org",
              "",
              "The org is locked, closed or its trial has expired: take it out of the manifest, or"
                  + " have Salesforce reactivate it."),
          rule(
              "invalid_client_id",
              "",
              "Check clientId: it must be the app's consumer key. A new app is known after some ten"
                  + " minutes only."),
          rule(
              "invalid_client",
              "app must be installed",
              "Install the connected app in the org (Setup, Connected Apps OAuth Usage, Install),"
                  + " or use an External Client App of the org's own."),
          rule(
              "invalid_client",
              "",
              "Check the client secret: it must be the consumer secret of the app that clientId"
                  + " names; it changes when someone rotates it."),
          rule(
              "oauth_app_blocked",
              "",
              "An administrator has blocked the app: unblock it in Setup, Connected Apps OAuth"
                  + " Usage."),
          rule(
              "unsupported_grant_type",
              "",
              APP_POLICIES
                  + " and OAuth settings: enable the flow that the manifest's auth names."),
          rule(
              "invalid_request",
              "",
              "Check the org's auth in the manifest: clientId, user name and secret must be complete"
                  + " and belong to one another."));

  private LoginRefusals() {}

  /** What {@code error} with {@code description} means; an unknown one is a refusal. */
  static Meaning meaningOf(String error, String description) {
    String e = error.toLowerCase(Locale.ROOT);
    String text = description.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.fits(e, text))
        .map(Rule::meaning)
        .findFirst()
        .orElseGet(
            () ->
                new Meaning(
                    Kind.REFUSED,
                    "Check the org's auth in the manifest and the app's policies in Setup; the"
                        + " user's login history there tells more."));
  }

  private static Rule rule(String error, String text, String remedy) {
    return new Rule(error, text, new Meaning(Kind.REFUSED, remedy));
  }

  private static Rule wait(String error, String text) {
    return new Rule(
        error,
        text,
        new Meaning(
            Kind.RATE_LIMITED,
            "The user has logged in more than 3,600 times within an hour: find the integration that"
                + " logs in for every call; it passes by itself within the hour."));
  }
}
