package dev.headroom.limits.salesforce;

import dev.headroom.auth.Redactor;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;

/**
 * What an answer of the limits resource means: one table of status and error code. Sources: REST
 * API Developer Guide (status codes and error responses), API request limits cheat sheet.
 */
final class Answers {
  static final String PASSES =
      "See the instance's state at https://status.salesforce.com; it is tried again next interval.";
  static final String PROXY =
      "Look for a proxy or a login page that answers in the org's place; it is tried again next"
          + " interval.";
  static final String MOVED =
      "If the org's address has changed (My Domain, Hyperforce), set loginUrl to the present one;"
          + " else look for a proxy, a firewall or a login page that answers in the org's place.";
  private static final String VIEW_SETUP =
      "Give the monitoring user the permission 'View Setup and Configuration', by profile or"
          + " permission set.";

  private Answers() {}

  /**
   * Judges {@code reply}.
   *
   * @param what begins every detail: {@code limits of acme-prod at acme.my.salesforce.com}
   */
  static Verdict judge(Reply reply, String what, Redactor redactor) {
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
      return new Verdict.OtherVersion(noVersion(error, detail));
    }
    if (status == 429) {
      return new Verdict.Done(failed(FailureKind.RATE_LIMITED, detail, PASSES));
    }
    if (!error.isOfSalesforce()) {
      return new Verdict.Elsewhere(notSalesforce(status, detail));
    }
    return new Verdict.Done(
        status == 403 ? forbidden(reply, error, detail) : refused(status, detail));
  }

  private static Verdict noVersion(RestError error, String detail) {
    return error.isOfSalesforce()
        ? new Verdict.Done(
            failed(
                FailureKind.FORBIDDEN,
                detail + "; the API version is not offered",
                "Take apiVersion out of the manifest, or set one that the org offers (its"
                    + " /services/data lists them)."))
        : new Verdict.Elsewhere(failed(FailureKind.FORBIDDEN, detail, MOVED));
  }

  /** Salesforce's own error, where it has no meaning of its own. */
  private static PollOutcome.Failed refused(int status, String detail) {
    if (status >= 500 || status == 420) {
      return failed(FailureKind.SERVER, detail, PASSES);
    }
    return status >= 400
        ? failed(FailureKind.FORBIDDEN, detail, "The org does not accept the request. " + PROXY)
        : failed(FailureKind.MALFORMED, detail + "; 200 was expected", PROXY);
  }

  /** An answer without Salesforce's error form: a maintenance page, a proxy, an abandoned host. */
  private static PollOutcome.Failed notSalesforce(int status, String detail) {
    if (status >= 500 || status == 420) {
      return failed(FailureKind.SERVER, detail, PASSES);
    }
    if (status >= 300 && status < 400) {
      return failed(
          FailureKind.MALFORMED,
          detail + "; redirects are not followed",
          "Set loginUrl to the org's present My Domain address.");
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
    // With these two texts a new token is refused just the same (jsforce knows them too).
    if (error.says("not valid for use with the REST API")) {
      return new Verdict.Done(
          failed(
              FailureKind.AUTH,
              detail,
              "Add the OAuth scope 'Manage user data via APIs (api)' to the app."));
    }
    if (error.says("Connected app is not attached to Agent")) {
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
            "Check the session settings and IP restrictions of the app and of the user's profile."));
  }

  private static PollOutcome forbidden(Reply reply, RestError error, String detail) {
    return switch (error.code()) {
      case "REQUEST_LIMIT_EXCEEDED" ->
          error.says("TotalRequests")
              ? new PollOutcome.Exhausted(
                  reply
                      .header(LimitInfoHeader.NAME)
                      .flatMap(LimitInfoHeader::exhausted)
                      .orElse(null))
              : failed(
                  FailureKind.RATE_LIMITED,
                  detail,
                  "Too many requests of 20 s or longer run at once in this org: find the integration"
                      + " whose calls are slow; it is tried again next interval.");
      case "API_DISABLED_FOR_ORG" ->
          error.says("limits")
              ? failed(FailureKind.FORBIDDEN, detail, VIEW_SETUP)
              : failed(
                  FailureKind.FORBIDDEN,
                  detail,
                  "This org's edition has no API: have Salesforce enable it. Where other tools do"
                      + " read the org: "
                      + VIEW_SETUP);
      case "API_CURRENTLY_DISABLED" ->
          failed(
              FailureKind.FORBIDDEN,
              detail,
              "Give the monitoring user the permission 'API Enabled', by profile or permission set.");
      default -> failed(FailureKind.FORBIDDEN, detail, VIEW_SETUP);
    };
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
