package dev.headroom.limits.salesforce;

import static dev.headroom.limits.salesforce.ReplyTable.PASSES;
import static dev.headroom.limits.salesforce.ReplyTable.PROXY;
import static dev.headroom.limits.salesforce.ReplyTable.failed;

import dev.headroom.auth.LoginFailedException;
import dev.headroom.http.HttpOutcome;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;

/** Interprets a missing answer or a failed login. */
final class Failures {
  private Failures() {}

  static PollOutcome.Failed of(HttpOutcome.Failure failure, String what) {
    String detail = what + ": " + failure.detail();
    return switch (failure) {
      case HttpOutcome.Unreachable u ->
          failed(
              FailureKind.UNREACHABLE,
              detail,
              "Check that this machine may reach the org (DNS, firewall, proxy).");
      case HttpOutcome.NoAnswer n -> failed(FailureKind.UNREACHABLE, detail, PASSES);
      case HttpOutcome.TimedOut t -> failed(FailureKind.TIMEOUT, detail, PASSES);
      case HttpOutcome.TooLarge l -> failed(FailureKind.TOO_LARGE, detail, PROXY);
      case HttpOutcome.Forbidden f -> failed(FailureKind.UNREACHABLE, detail, f.remedy());
      case HttpOutcome.Broken b -> failed(FailureKind.MALFORMED, detail, PROXY);
    };
  }

  /**
   * Returns the failure when {@code useless} called for another login and that login failed.
   *
   * @param refused whether the token was refused; otherwise the host gave no proper answer
   */
  static PollOutcome.Failed of(
      PollOutcome.Failed useless, boolean refused, LoginFailedException e) {
    return switch (e.kind()) {
      case REFUSED, RATE_LIMITED, MALFORMED, SECRET, NOT_DUE -> of(e);
      // The login failed in the same way as the call.
      case UNREACHABLE, TIMEOUT, SERVER -> refused ? of(e) : useless;
    };
  }

  static PollOutcome.Failed of(LoginFailedException e) {
    FailureKind kind =
        switch (e.kind()) {
          case REFUSED, SECRET -> FailureKind.AUTH;
          case RATE_LIMITED, NOT_DUE -> FailureKind.RATE_LIMITED;
          case UNREACHABLE -> FailureKind.UNREACHABLE;
          case TIMEOUT -> FailureKind.TIMEOUT;
          case SERVER -> FailureKind.SERVER;
          case MALFORMED -> FailureKind.MALFORMED;
        };
    return failed(kind, String.valueOf(e.getMessage()), e.remedy());
  }
}
