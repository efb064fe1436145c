package dev.headroom.limits.salesforce;

import static java.util.Objects.requireNonNull;

import dev.headroom.auth.Redactor;
import dev.headroom.auth.Wording;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import java.util.List;
import java.util.Set;

/**
 * Interprets an answer of the limits resource: one table of status and error code. Sources: REST
 * API Developer Guide (status codes and error responses), API request limits cheat sheet.
 */
final class ReplyTable {
  static final String PASSES =
      "See the instance's state at https://status.salesforce.com; Headroom retries automatically.";
  static final String PROXY =
      "Look for a proxy or a login page that answers in the org's place; Headroom retries"
          + " automatically.";
  static final String MOVED =
      "If the org's address has changed (My Domain, Hyperforce), change loginUrl to the present"
          + " one; otherwise look for a proxy, a firewall or a login page that answers in the org's"
          + " place.";
  private static final String VIEW_SETUP =
      "Give the monitoring user the permission 'View Setup and Configuration', by profile or"
          + " permission set.";

  /**
   * A row of the table for Salesforce's 403 errors.
   *
   * @param says one of these is said ({@link Wording#means})
   */
  record Row(List<String> says, String remedy) {}

  /** The first matching row counts. */
  static final List<Row> REFUSALS =
      List.of(
          // Crossbeam help article 4136739: the error for a user without the permission.
          new Row(List.of("limits + not enabled", "limits + not available"), VIEW_SETUP),
          // REST API Developer Guide, status codes.
          new Row(
              List.of("api disabled for org", "api is not enabled for this organization"),
              "This org's edition has no API: have Salesforce enable it. If other tools read the"
                  + " org, a permission is missing. "
                  + VIEW_SETUP),
          new Row(
              List.of("api currently disabled", "api is disabled for this user"),
              "Give the monitoring user the permission 'API Enabled', by profile or permission"
                  + " set."),
          // SOAP API Developer Guide, ExceptionCode; Help "API Access Control".
          new Row(
              List.of(
                  "client not accessible",
                  "blocked access to this client",
                  "api access control",
                  "app + blocked"),
              "API Access Control does not let the app in: allow it in Setup, API Access Control,"
                  + " or install it in Setup, Connected Apps OAuth Usage."),
          new Row(
              List.of("expired password", "password expired", "password has expired"),
              "The password of the monitoring user has expired: reset it, and give the user"
                  + " 'Password Never Expires'."),
          new Row(
              List.of(
                  "org locked",
                  "organization locked",
                  "organization is locked",
                  "inactive org",
                  "organization is inactive",
                  "organization suspended",
                  "trial expired"),
              "The org is locked, closed, suspended or its trial has expired: remove it from the"
                  + " manifest, or have Salesforce reactivate it."));

  /** Codes of a query that the org gave up (SOAP API Developer Guide, ExceptionCode). */
  private static final Set<String> GIVEN_UP = Set.of("QUERY_TIMEOUT", "INVALID_QUERY_LOCATOR");

  /** What to do in an org whose daily API requests are used up. */
  static final String USED_UP =
      "Wait until the trailing 24-hour count falls, stop what uses the calls, or buy more: in"
          + " Salesforce, Setup > System Overview > API Usage.";

  private ReplyTable() {}

  /**
   * Judges {@code reply}.
   *
   * @param what begins every detail: {@code limits of acme-prod at acme.my.salesforce.com}
   */
  static Verdict judge(Reply reply, Org org, String what, Redactor redactor) {
    LimitInfoHeader info = LimitInfoHeader.of(reply);
    return judge(reply, info, org, what, redactor).telling(info.usage());
  }

  private static Verdict judge(
      Reply reply, LimitInfoHeader info, Org org, String what, Redactor redactor) {
    int status = reply.status();
    if (status == 200) {
      return read(reply, what);
    }
    RestError error = RestError.of(reply.body());
    String detail = what + ": HTTP " + status + said(error, redactor);
    if (status == 401 || error.refusesSession()) {
      return unauthorized(error, detail);
    }
    if (error.namesAnotherPlace()) {
      return new Verdict.Elsewhere(failed(FailureKind.FORBIDDEN, detail, MOVED));
    }
    if (status == 404 || status == 410 || error.refusesVersion()) {
      return new Verdict.OtherVersion(noVersion(error, org, detail));
    }
    if (status == 429) {
      return new Verdict.Done(failed(FailureKind.RATE_LIMITED, detail, PASSES));
    }
    if (!error.isOfSalesforce()) {
      return new Verdict.Elsewhere(notSalesforce(status, detail));
    }
    return new Verdict.Done(
        status == 403 ? forbidden(info, error, detail, redactor) : refused(status, error, detail));
  }

  private static Verdict noVersion(RestError error, Org org, String detail) {
    if (!error.isOfSalesforce()) {
      return new Verdict.Elsewhere(failed(FailureKind.FORBIDDEN, detail, MOVED));
    }
    String pinned = org.apiVersion();
    return new Verdict.Done(
        pinned == null
            ? failed(
                FailureKind.FORBIDDEN,
                detail + "; the API version is the newest that the org itself lists",
                "See the instance's state at https://status.salesforce.com: a release may be under"
                    + " way, and Headroom retries automatically. If this persists, set apiVersion"
                    + " to an older one that the org's /services/data lists.")
            : failed(
                FailureKind.FORBIDDEN,
                detail + "; the API version is not offered",
                "Remove apiVersion ("
                    + pinned
                    + ") from the org's entry in the manifest, or"
                    + " change it to one that the org's /services/data lists."));
  }

  /** A Salesforce error without a special meaning. */
  private static PollOutcome.Failed refused(int status, RestError error, String detail) {
    if (status >= 500 || status == 420 || GIVEN_UP.contains(error.code())) {
      return failed(FailureKind.SERVER, detail, PASSES);
    }
    return status >= 400
        ? failed(FailureKind.FORBIDDEN, detail, "The org does not accept the request. " + PROXY)
        : failed(FailureKind.MALFORMED, detail + "; 200 was expected", PROXY);
  }

  /**
   * An answer that is not in Salesforce's error format: a maintenance page, a proxy, an abandoned
   * host.
   */
  private static PollOutcome.Failed notSalesforce(int status, String detail) {
    if (status >= 500 || status == 420) {
      return failed(FailureKind.SERVER, detail, PASSES);
    }
    if (status >= 300 && status < 400) {
      return failed(
          FailureKind.MALFORMED,
          detail + "; redirects are not followed",
          "Change loginUrl to the org's present My Domain address.");
    }
    return status >= 400
        ? failed(FailureKind.FORBIDDEN, detail, MOVED)
        : failed(FailureKind.MALFORMED, detail + "; 200 was expected", MOVED);
  }

  private static Verdict read(Reply reply, String what) {
    try {
      return new Verdict.Done(new PollOutcome.Read(LimitsReply.parse(reply.body().stream())));
    } catch (LimitsReply.UnreadableException e) {
      return new Verdict.Elsewhere(
          failed(
              FailureKind.MALFORMED,
              what + ": the answer is unreadable: " + e.getMessage(),
              PROXY));
    }
  }

  private static Verdict unauthorized(RestError error, String detail) {
    // With these two texts a new token would be refused as well (jsforce knows them too).
    if (error.means("not valid for use with + api")) {
      return new Verdict.Done(
          failed(
              FailureKind.AUTH,
              detail,
              "Add the OAuth scope 'Manage user data via APIs (api)' to the app; where API Access"
                  + " Control is on, allow the app there."));
    }
    if (error.means("not attached to agent")) {
      return new Verdict.Done(
          failed(
              FailureKind.AUTH,
              detail,
              "Attach the app to the agent user, or have another user do the monitoring."));
    }
    return new Verdict.LoginAgain(
        failed(
            FailureKind.AUTH,
            detail,
            "Check the session settings and IP restrictions of the app and of the user's"
                + " profile."));
  }

  private static PollOutcome forbidden(
      LimitInfoHeader info, RestError error, String detail, Redactor redactor) {
    if (error.code().equals("REQUEST_LIMIT_EXCEEDED")) {
      if (info.isOfAppAlone()) {
        return appExhausted(info, detail, redactor);
      }
      return error.means("totalrequests", "total requests")
          ? new PollOutcome.Exhausted(info.exhausted().orElse(null))
          : failed(
              FailureKind.RATE_LIMITED,
              detail,
              "Too many requests of 20 s or longer run at once in this org: find the integration"
                  + " whose calls are slow; Headroom retries automatically.");
    }
    Wording wording = error.wording();
    return failed(
        FailureKind.FORBIDDEN,
        detail,
        REFUSALS.stream()
            .filter(row -> wording.means(row.says()))
            .findFirst()
            .map(Row::remedy)
            .orElse(VIEW_SETUP));
  }

  /** The app that Headroom logs in with has used up its own quota. */
  private static PollOutcome appExhausted(LimitInfoHeader info, String detail, Redactor redactor) {
    Reading app = requireNonNull(info.app());
    Reading org = requireNonNull(info.usage());
    return failed(
        FailureKind.RATE_LIMITED,
        "%s; the quota of the app %s is used up (%,d of %,d calls), that of the org is not (%,d of %,d)"
            .formatted(
                detail,
                redactor.clean(info.appName()),
                app.used(),
                app.max(),
                org.used(),
                org.max()),
        "Raise or remove the quota of this app in the org, or give Headroom an app of its own.");
  }

  private static String said(RestError error, Redactor redactor) {
    return error.code().isEmpty() && error.message().isEmpty()
        ? " without Salesforce's error form"
        : " " + redactor.clean(error.code() + " (" + error.message() + ")");
  }

  static PollOutcome.Failed failed(FailureKind kind, String detail, String remedy) {
    return new PollOutcome.Failed(kind, detail, remedy);
  }
}
