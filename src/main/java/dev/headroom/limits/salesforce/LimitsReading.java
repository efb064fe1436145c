package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.Redactor;
import dev.headroom.auth.Session;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.Allowance;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.Org;
import java.net.URI;
import java.time.Duration;

/**
 * One reading of one org. What was learned at a login may be outdated: a token that is refused, or
 * whose instance does not answer as Salesforce does, is replaced once. An API version that does not
 * exist is looked up again once. Nothing else is retried.
 */
final class LimitsReading {
  /** With less time left than this, the login is left to the next reading. */
  private static final Duration LEAST_FOR_LOGIN = Duration.ofSeconds(3);

  private static final String NO_CALL_LEFT =
      "the calls that Headroom may make to it today are needed for later readings";

  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final ApiVersions versions;
  private final int maxBodyBytes;
  private final Org org;
  private final Allowance allowance;
  private final Deadline deadline;
  private boolean mayRediscover;

  /** A token left by another process may be as useless as the one before it. */
  private int mayReplace = 2;

  LimitsReading(
      OutboundHttp http,
      AccessTokens tokens,
      ApiVersions versions,
      SalesforceConfig config,
      Org org,
      Allowance allowance) {
    this.http = http;
    this.tokens = tokens;
    this.versions = versions;
    this.maxBodyBytes = config.maxBodyBytes();
    this.org = org;
    this.allowance = allowance;
    this.deadline = Deadline.in(config.deadline());
    this.mayRediscover = org.apiVersion() == null;
  }

  PollOutcome outcome() {
    try {
      return read(begin());
    } catch (LoginFailedException e) {
      return Failures.of(e);
    }
  }

  private Session begin() throws LoginFailedException {
    Session session = tokens.current(org, allowance, deadline.remaining());
    if (session.fresh() || !allowance.isOwed()) {
      return session;
    }
    try {
      // Half of the time, so that the old token can still be tried after a login that hangs.
      return replace(session, deadline.remaining().dividedBy(2));
    } catch (LoginFailedException e) {
      mayReplace = e.kind() == Kind.NOT_DUE ? mayReplace : 0;
      return session;
    }
  }

  private PollOutcome read(Session session) {
    return concluded(ask(session.token()), session);
  }

  private PollOutcome concluded(Verdict verdict, Session session) {
    return switch (verdict) {
      case Verdict.Done done -> by(session.token(), done.outcome());
      case Verdict.OtherVersion other -> concluded(other.otherwise(), session);
      case Verdict.LoginAgain again -> refused(session, again.otherwise());
      case Verdict.Elsewhere elsewhere -> notThere(session, elsewhere.otherwise());
    };
  }

  /** Returns the outcome with the id of the session's org. */
  private static PollOutcome by(AccessToken token, PollOutcome outcome) {
    return switch (outcome) {
      case PollOutcome.Read read -> new PollOutcome.Read(read.snapshot(), token.orgId());
      case PollOutcome.Exhausted full -> new PollOutcome.Exhausted(full.told(), token.orgId());
      case Failed failed -> failed;
    };
  }

  private PollOutcome refused(Session session, Failed useless) {
    return mayReplace > 0
        ? withAnother(session, useless, true)
        : noted(useless, session, "a newly granted token was refused");
  }

  /** A token that was granted just now names the org's present host. An older one may not. */
  private PollOutcome notThere(Session session, Failed useless) {
    if (session.fresh()) {
      return noted(useless, session, "a new login confirmed this host");
    }
    if (deadline.remaining().compareTo(LEAST_FOR_LOGIN) < 0) {
      allowance.owe();
      return useless;
    }
    return mayReplace > 0 && !Thread.currentThread().isInterrupted()
        ? withAnother(session, useless, false)
        : useless;
  }

  private PollOutcome withAnother(Session session, Failed useless, boolean refused) {
    Session other;
    try {
      other = replace(session, deadline.remaining());
    } catch (LoginFailedException e) {
      return e.kind() == Kind.NOT_DUE
          ? new Failed(
              useless.kind(),
              useless.detail(),
              useless.remedy()
                  + " No new login was tried: "
                  + LoginFailedException.due(allowance)
                  + ".",
              useless.told())
          : Failures.of(useless, refused, e);
    }
    return read(other);
  }

  private Session replace(Session session, Duration within) throws LoginFailedException {
    Session other = tokens.renew(org, session.token(), allowance, within);
    mayReplace = other.fresh() ? 0 : mayReplace - 1;
    return other;
  }

  private static Failed noted(Failed failed, Session session, String note) {
    return session.fresh()
        ? new Failed(failed.kind(), failed.detail() + "; " + note, failed.remedy(), failed.told())
        : failed;
  }

  private Verdict ask(AccessToken token) {
    ApiVersions.Answer version = version(token.instanceUrl());
    if (version.otherwise() != null) {
      return version.otherwise();
    }
    Verdict verdict = limits(token, version.version());
    if (!(verdict instanceof Verdict.OtherVersion)) {
      return verdict;
    }
    versions.forget(org.id());
    if (!mayRediscover || !version.remembered()) {
      return verdict;
    }
    mayRediscover = false;
    return ask(token);
  }

  private ApiVersions.Answer version(URI instance) {
    String pinned = org.apiVersion();
    if (pinned == null) {
      return versions.newest(org.id(), instance, deadline);
    }
    return ApiVersions.isVersion(pinned)
        ? new ApiVersions.Answer(pinned, false, null)
        : new ApiVersions.Answer(
            "",
            false,
            new Verdict.Done(
                new Failed(
                    FailureKind.FORBIDDEN,
                    "limits of "
                        + org.id()
                        + " were not asked for: its apiVersion is not a version",
                    "Remove apiVersion ("
                        + pinned
                        + ") from the org's entry in the manifest, or change it to one like"
                        + " \"67.0\".")));
  }

  private Verdict limits(AccessToken token, String version) {
    if (!allowance.takeCall()) {
      return new Verdict.Done(
          new Failed(
              FailureKind.RATE_LIMITED,
              "limits of " + org.id() + " were not asked for again: " + NO_CALL_LEFT,
              "Headroom retries automatically. If this persists, raise the org's cap under spend in"
                  + " the manifest."));
    }
    Exchange<byte[]> exchange =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                token.instanceUrl(),
                deadline.remaining(),
                maxBodyBytes,
                api -> api.limits("Bearer " + token.value().reveal(), version)));
    return switch (exchange.outcome()) {
      case HttpOutcome.Reply reply ->
          ReplyTable.judge(
              reply,
              org,
              "limits of " + org.id() + " at " + exchange.place(),
              Redactor.of(token.value()));
      case HttpOutcome.Failure failure -> {
        if (!failure.mayHaveBeenReceived()) {
          allowance.giveBackCall();
        }
        yield new Verdict.Elsewhere(Failures.of(failure, "limits of " + org.id()));
      }
    };
  }
}
