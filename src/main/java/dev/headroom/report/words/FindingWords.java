package dev.headroom.report.words;

import dev.headroom.access.AlertPlan.Told;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.SubjectRef;
import dev.headroom.words.Figures;
import java.util.List;
import java.util.stream.Collectors;

/** Puts findings about API access into a clause, one or several at once. */
public final class FindingWords {
  /** How many names are given; the rest are counted. */
  private static final int MAX_NAMES = 3;

  /** How many findings a message lists; names in its title are of these. */
  public static final int MAX_LISTED = 50;

  private FindingWords() {}

  /**
   * Returns an alert's title: {@code profile Standard User got API Enabled: 214 users}; if it is
   * over, also why.
   */
  public static String title(Told told) {
    String title = what(told);
    return switch (told.end()) {
      case null -> title;
      case GONE -> title + "; no longer so";
      case ACCEPTED -> title + "; accepted";
      case SILENCED -> title + "; no longer alerted by the manifest";
    };
  }

  private static String what(Told told) {
    int count = told.alert().told();
    String cause = told.alert().cause();
    if (cause != null) {
      return cause(cause)
          + " got API Enabled: "
          + Figures.number(count)
          + (count == 1 ? " user" : " users");
    }
    List<String> names =
        told.findings().stream().limit(MAX_LISTED).map(f -> f.subject().name()).sorted().toList();
    if (count == 1 && names.size() == 1) {
      return names.getFirst() + " " + one(told.alert().kind());
    }
    // If an alert is over, or part of it is gone, the others have no name here.
    String listed =
        told.end() != null || told.findings().size() < count
            ? ""
            : ": "
                + names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
                + (count > MAX_NAMES ? " and " + Figures.number(count - MAX_NAMES) + " more" : "");
    return many(told.alert().kind(), count) + listed;
  }

  /** Returns {@code profile:Standard User} in people's words. */
  public static String cause(String cause) {
    int colon = cause.indexOf(':');
    String name = cause.substring(colon + 1);
    return switch (cause.substring(0, colon)) {
      case "permissionSet" -> "permission set " + name;
      case "permissionSetGroup" -> "permission set group " + name;
      default -> cause.substring(0, colon) + " " + name;
    };
  }

  /** Returns a finding as a sentence without a full stop: {@code ERP Connector is not used}. */
  public static String of(Finding finding) {
    return finding.subject().name() + " " + one(finding.kind());
  }

  /** Returns findings of one kind as a sentence: {@code 3 apps have not been used for 90 days}. */
  public static String of(List<Finding> findings) {
    return findings.size() == 1
        ? of(findings.getFirst())
        : many(findings.getFirst().kind(), findings.size());
  }

  /**
   * Returns findings of one kind as a clause without names of users: {@code 3 users may use the
   * API, but no rule allows it}.
   *
   * @param findings at least one
   */
  static String counted(FindingKind kind, List<Finding> findings) {
    if (findings.size() > 1) {
      return many(kind, findings.size());
    }
    SubjectRef subject = findings.getFirst().subject();
    return (subject.type().equals("user") ? "a user" : subject.name()) + " " + one(kind);
  }

  /** Returns what a kind says about each of its subjects: {@code has not been used for 90 days}. */
  public static String one(FindingKind kind) {
    return switch (kind) {
      case API_USER_NOT_ALLOWED -> "may use the API, but no rule allows it";
      case API_USER_CONDITIONAL -> "may gain API access, but no rule allows it";
      case API_USER_DORMANT -> "may use the API, but has not logged in for 90 days";
      case API_ONLY_MISSING -> "is an integration user that can log in to the UI";
      case INTEGRATION_TOO_POWERFUL -> "is an integration with Modify All Data";
      case INTEGRATION_WITHOUT_IP_RANGE -> "is an integration whose profile has no login IP ranges";
      case PASSWORD_LOGIN -> "logs in to the API with a password";
      case GROUP_STALE -> "affects API access and has not been recalculated";
      case APP_OVER_SCOPED -> "has scopes that it does not need";
      case APP_UNDER_SCOPED -> "lacks a scope that its calls need";
      case APP_SELF_AUTHORIZED -> "can be authorised by every user";
      case APP_IP_RELAXED -> "is exempt from the IP ranges of profiles";
      case APP_REFRESH_TOKEN_FOREVER -> "has refresh tokens that never expire";
      case APP_UNUSED -> "has not been used for 90 days";
      case APP_NOT_INSTALLED -> "has tokens but is not installed";
      case TOKEN_OF_INACTIVE_USER -> "has tokens of inactive or frozen users";
      case API_ACCESS_CONTROL_OFF -> "has API Access Control switched off";
      case IP_RANGE_TOO_WIDE -> "has a login IP range that is too wide";
    };
  }

  private static String many(FindingKind kind, int count) {
    String all = plural(kind);
    return kind == FindingKind.API_ACCESS_CONTROL_OFF ? all : Figures.number(count) + " " + all;
  }

  /** Returns what a kind says about its subjects: {@code apps have not been used for 90 days}. */
  public static String plural(FindingKind kind) {
    return switch (kind) {
      case API_USER_NOT_ALLOWED -> "users may use the API, but no rule allows it";
      case API_USER_CONDITIONAL -> "users may gain API access, but no rule allows it";
      case API_USER_DORMANT -> "users may use the API, but have not logged in for 90 days";
      case API_ONLY_MISSING -> "integration users can log in to the UI";
      case INTEGRATION_TOO_POWERFUL -> "integrations with Modify All Data";
      case INTEGRATION_WITHOUT_IP_RANGE -> "integrations whose profiles have no login IP ranges";
      case PASSWORD_LOGIN -> "users log in to the API with a password";
      case GROUP_STALE -> "permission set groups affect API access and are not recalculated";
      case APP_OVER_SCOPED -> "apps have scopes that they do not need";
      case APP_UNDER_SCOPED -> "apps lack a scope that their calls need";
      case APP_SELF_AUTHORIZED -> "apps can be authorised by every user";
      case APP_IP_RELAXED -> "apps are exempt from the IP ranges of profiles";
      case APP_REFRESH_TOKEN_FOREVER -> "apps have refresh tokens that never expire";
      case APP_UNUSED -> "apps have not been used for 90 days";
      case APP_NOT_INSTALLED -> "apps have tokens but are not installed";
      case TOKEN_OF_INACTIVE_USER -> "apps have tokens of inactive or frozen users";
      case API_ACCESS_CONTROL_OFF -> "API Access Control is switched off";
      case IP_RANGE_TOO_WIDE -> "profiles have login IP ranges too wide";
    };
  }
}
