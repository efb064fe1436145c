package dev.headroom.report.words;

import dev.headroom.access.ApiUser;
import dev.headroom.access.App;
import dev.headroom.access.Change;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.PathState;
import dev.headroom.access.Severity;
import dev.headroom.words.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an org's API access, and what changed in it, into words. */
public final class AccessWords {
  private static final String NEVER = "never";

  private AccessWords() {}

  /** Returns {@code 3 high, 1 medium and 12 low findings}, or {@code no findings}. */
  public static String findings(Map<Severity, Integer> counts) {
    List<String> parts = new ArrayList<>();
    int sum = 0;
    for (Severity severity : Severity.values()) {
      int count = counts.getOrDefault(severity, 0);
      sum += count;
      if (count > 0) {
        parts.add(Figures.number(count) + " " + severity.word());
      }
    }
    if (parts.isEmpty()) {
      return "no findings";
    }
    String last = parts.removeLast();
    return (parts.isEmpty() ? last : String.join(", ", parts) + " and " + last)
        + (sum == 1 ? " finding" : " findings");
  }

  /** Returns what a finding is based on; empty if its kind says it all. */
  public static String evidence(Finding finding) {
    Map<String, @Nullable Object> evidence = finding.evidence();
    return switch (finding.kind()) {
      case API_USER_NOT_ALLOWED, API_USER_CONDITIONAL -> "through " + text(evidence.get("via"));
      case API_USER_DORMANT -> "last login " + day(evidence.get("lastLogin"));
      case API_ONLY_MISSING -> "named by the rule " + text(evidence.get("allowedBy"));
      case INTEGRATION_WITHOUT_IP_RANGE -> "profile " + text(evidence.get("profile"));
      case PASSWORD_LOGIN -> text(evidence.get("logins")) + " logins in 90 days";
      case GROUP_STALE -> "status " + text(evidence.get("status"));
      case APP_OVER_SCOPED -> "not needed: " + text(evidence.get("excess"));
      case APP_UNDER_SCOPED -> "missing: " + text(evidence.get("missing"));
      case APP_IP_RELAXED -> "IP relaxation " + text(evidence.get("ipRelaxation"));
      case APP_UNUSED -> "last used " + day(evidence.get("lastUsed"));
      case APP_NOT_INSTALLED -> {
        String tokens = text(evidence.get("tokens"));
        yield tokens + (tokens.equals("1") ? " token" : " tokens");
      }
      case TOKEN_OF_INACTIVE_USER -> "tokens of " + text(evidence.get("users"));
      case IP_RANGE_TOO_WIDE -> text(evidence.get("ranges"));
      case INTEGRATION_TOO_POWERFUL,
          APP_SELF_AUTHORIZED,
          APP_REFRESH_TOKEN_FOREVER,
          API_ACCESS_CONTROL_OFF ->
          "";
    };
  }

  private static String day(@Nullable Object at) {
    String text = at == null ? NEVER : at.toString();
    return text.contains("T") ? text.substring(0, text.indexOf('T')) : text;
  }

  /** Returns a value of evidence or of a change; lists with commas. */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "unknown";
      case List<?> list ->
          list.isEmpty()
              ? "none"
              : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  /** Returns whether a user may use the API, and why or why not. */
  public static String access(ApiUser user) {
    String rule = user.allowedBy();
    String allowed = rule == null ? "no rule allows it" : "allowed by " + rule;
    return switch (user.effective()) {
      case YES -> allowed;
      case ON_ACTIVATION -> "after activation; " + allowed;
      case UNKNOWN -> "not known before recalculation; " + allowed;
      case NO -> "no: " + String.join(", ", user.blockedBy());
    };
  }

  /** Returns a path to API Enabled: {@code permission set Api (needs activation)}. */
  public static String path(ApiUser.Via via) {
    return kind(via.kind())
        + " "
        + via.name()
        + (via.state() == PathState.ACTIVE ? "" : " (" + state(via.state()) + ")");
  }

  /** Returns {@code permission set group}. */
  public static String kind(PathKind kind) {
    return switch (kind) {
      case PERMISSION_SET -> "permission set";
      case PERMISSION_SET_GROUP -> "permission set group";
      case PROFILE -> "profile";
    };
  }

  private static String state(PathState state) {
    return switch (state) {
      case ACTIVE -> "active";
      case STALE -> "as last calculated";
      case PENDING -> "not recalculated";
      case NEEDS_ACTIVATION -> "needs activation";
      case EXPIRED -> "expired";
    };
  }

  /** Returns what kind of app it is. */
  public static String appKind(String kind) {
    return switch (kind) {
      case "connectedApp" -> "connected app";
      case "externalClientApp" -> "external client app";
      case "uninstalled" -> "not installed";
      default -> kind;
    };
  }

  /** Returns how strictly an app is bound to IP ranges, in words. */
  public static String relaxation(@Nullable String word) {
    return switch (word) {
      case null -> "unknown";
      case "bypassTwoFactor" -> "bypass with a second factor";
      case "enforceRelaxRefresh" -> "enforce, but not for refresh tokens";
      default -> word;
    };
  }

  /** Returns who may use an app. */
  public static String policy(@Nullable String word) {
    return switch (word) {
      case null -> "unknown";
      case App.ADMIN_APPROVED -> "approved by an admin";
      case App.SELF_AUTHORIZED -> "every user";
      default -> word;
    };
  }

  /** Returns when an app's refresh tokens expire: {@code expire after 30 days}. */
  public static String refreshToken(@Nullable String word) {
    if (word == null) {
      return "refresh tokens unknown";
    }
    String[] parts = word.split(":", -1);
    String time = parts.length == 3 ? parts[1] + " " + parts[2].toLowerCase(Locale.ROOT) : "";
    return switch (parts[0]) {
      case "infinite" -> "refresh tokens never expire";
      case "zero" -> "refresh tokens expire at once";
      case "lifetime" -> "refresh tokens expire after " + time;
      case "inactivity" -> "refresh tokens expire " + time + " after their last use";
      default -> word;
    };
  }

  /** Returns a part of the posture: {@code login history}. */
  public static String part(Part part) {
    return switch (part) {
      case API_USERS -> "users with API access";
      case FROZEN_USERS -> "who is frozen";
      case LOGIN_HISTORY -> "login history";
      case TOKENS -> "OAuth tokens";
      case APPS -> "connected apps";
      case EXTERNAL_CLIENT_APPS -> "external client apps";
      case APP_METADATA -> "scopes and policies of connected apps";
      case ORG_SETTINGS -> "security settings";
      case PROFILE_IP_RANGES -> "login IP ranges of profiles";
      case APP_APPROVALS -> "who is approved for an app";
      case EVENT_LOG -> "event log files";
    };
  }

  /** Returns the settings that decide about API access. */
  public static String settings(@Nullable Boolean everyRequest, ApiAccessControl control) {
    String ranges =
        everyRequest == null
            ? "not known whether every request is checked against IP ranges"
            : everyRequest
                ? "every request is checked against IP ranges"
                : "only logins are checked against IP ranges";
    return ranges
        + "; API Access Control "
        + switch (control) {
          case ON -> "is on";
          case OFF -> "is off";
          case NOT_AVAILABLE -> "is not available";
          case UNKNOWN -> "is not known";
        };
  }

  /** Returns a change as a clause. */
  public static String change(Change change) {
    String name = change.subject().name();
    boolean added = change.how().equals("added");
    return switch (change.kind()) {
      case "apiUser" ->
          added
              ? name + " may use the API"
              : name + " may no longer use the API" + nowOnly(change.after());
      case "apiPath" -> name + (added ? " got a path: " : " lost a path: ") + path(added, change);
      case "app" -> "app " + name + (added ? " is new" : " is gone");
      case "appApproval" ->
          name
              + (added ? " is approved for " : " is no longer approved for ")
              + path(added, change);
      case "ipRange" ->
          text(added ? change.after() : change.before())
              + (added ? " is now a range of " : " is no longer a range of ")
              + change.subject().type()
              + " "
              + name;
      case "appScopes" -> "scopes of " + name + ": " + fromTo(change);
      case "appPolicy" -> "policy of " + name + ": " + fromTo(change);
      case "appIpRelaxation" -> "IP relaxation of " + name + ": " + fromTo(change);
      case "appRefreshTokenPolicy" -> "refresh tokens of " + name + ": " + fromTo(change);
      default -> name + ": " + fromTo(change);
    };
  }

  private static String nowOnly(@Nullable Object after) {
    return after == null || after.equals(Effective.NO.word()) ? "" : ": " + after;
  }

  private static String path(boolean added, Change change) {
    String text = text(added ? change.after() : change.before());
    return text.indexOf(':') > 0 ? FindingWords.cause(text) : text;
  }

  private static String fromTo(Change change) {
    return text(change.before()) + " → " + text(change.after());
  }
}
