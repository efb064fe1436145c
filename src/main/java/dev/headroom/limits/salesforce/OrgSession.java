package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Redactor;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.OutboundHttp.BodyReader;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.PollOutcome.Exhausted;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.PollOutcome.Read;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one org with one token and API version. A refused token is replaced once and the call
 * repeated; nothing else is retried. Not thread-safe.
 */
public final class OrgSession {
  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final ApiVersions versions;
  private final Org org;
  private final LoginBudget logins;
  private final Deadline deadline;
  private @Nullable AccessToken token;
  private String version = "";
  private boolean mayRenew = true;
  private int calls;
  private @Nullable Reading told;

  OrgSession(
      OutboundHttp http,
      AccessTokens tokens,
      ApiVersions versions,
      Org org,
      LoginBudget logins,
      Deadline deadline) {
    this.http = http;
    this.tokens = tokens;
    this.versions = versions;
    this.org = org;
    this.logins = logins;
    this.deadline = deadline;
  }

  /** A method of the API, called with a bearer and a version. */
  @FunctionalInterface
  public interface Method<T> {
    /** Calls it. */
    RestResponse<T> call(SalesforceApi api, String bearer, String version);
  }

  /** The result of a call. */
  public sealed interface Answer<T> {
    /** The org returned what was asked for. */
    record Given<T>(T value) implements Answer<T> {}

    /**
     * The org's API refused.
     *
     * @param status HTTP status
     * @param code Salesforce's error code, or the empty string
     */
    record Refused<T>(int status, String code, Failed failed) implements Answer<T> {
      /**
       * Returns whether the user lacks the right to see it. An object or a field that a user may
       * not see does not exist for that user.
       */
      public boolean isHidden() {
        return (status == 400 && code.startsWith("INVALID_") && !code.contains("LOCATOR"))
            || code.startsWith("INSUFFICIENT_ACCESS");
      }
    }

    /** There was no complete answer, or it was not from Salesforce. */
    record Missed<T>(Failed failed) implements Answer<T> {}
  }

  /** Returns how many calls were sent that count against the org's allocation. */
  public int calls() {
    return calls;
  }

  /**
   * Returns the org's use of DailyApiRequests according to the newest reply that carried it ({@code
   * Sforce-Limit-Info}); null if none did.
   */
  public @Nullable Reading told() {
    return told;
  }

  /** Returns the time left. */
  public Duration remaining() {
    return deadline.remaining();
  }

  /**
   * Makes a call with a small answer.
   *
   * @param what begins every message, without the org: {@code event log files}
   */
  public <T> Answer<T> ask(String what, int maxBodyBytes, Method<T> method) {
    return made(
        what,
        bearer ->
            http.exchange(
                ApiCall.of(
                    SalesforceApi.class,
                    bearer.instanceUrl(),
                    deadline.remaining(),
                    maxBodyBytes,
                    api -> method.call(api, header(bearer), version))));
  }

  /** Makes a call whose answer is read as it arrives. */
  public <R> Answer<R> download(
      String what, int maxBodyBytes, Method<InputStream> method, BodyReader<R> reader) {
    return made(
        what,
        bearer ->
            http.download(
                ApiCall.of(
                    SalesforceApi.class,
                    bearer.instanceUrl(),
                    deadline.remaining(),
                    maxBodyBytes,
                    api -> method.call(api, header(bearer), version)),
                reader));
  }

  private interface Made<T> {
    Exchange<T> by(AccessToken bearer);
  }

  private <T> Answer<T> made(String what, Made<T> call) {
    try {
      AccessToken bearer = bearer();
      if (version.isEmpty()) {
        String pinned = org.apiVersion();
        ApiVersions.Answer newest =
            pinned == null
                ? versions.newest(org.id(), bearer.instanceUrl(), deadline)
                : new ApiVersions.Answer(pinned, false, null);
        if (newest.otherwise() != null) {
          return new Answer.Missed<>(failed(newest.otherwise()));
        }
        version = newest.version();
      }
      return judged(what, bearer, call);
    } catch (LoginFailedException e) {
      return new Answer.Missed<>(Failures.of(e));
    }
  }

  private <T> Answer<T> judged(String what, AccessToken bearer, Made<T> call)
      throws LoginFailedException {
    String where = what + " of " + org.id();
    calls++;
    Exchange<T> exchange = call.by(bearer);
    if (exchange.outcome() instanceof HttpOutcome.Reply reply) {
      Reading usage = LimitInfoHeader.of(reply).usage();
      told = usage == null ? told : usage;
    }
    return switch (exchange.outcome()) {
      case HttpOutcome.Failure failure -> {
        calls -= failure.mayHaveBeenReceived() ? 0 : 1;
        yield new Answer.Missed<>(Failures.of(failure, where));
      }
      case HttpOutcome.Reply reply when reply.status() == 200 -> {
        T value = exchange.value();
        yield value == null
            ? new Answer.Missed<>(unreadable(where, exchange))
            : new Answer.Given<>(value);
      }
      case HttpOutcome.Reply reply -> {
        Verdict verdict =
            ReplyTable.judge(
                reply, org, where + " at " + exchange.place(), Redactor.of(bearer.value()));
        if (verdict instanceof Verdict.LoginAgain && mayRenew) {
          mayRenew = false;
          token = tokens.renew(org, bearer, logins, deadline.remaining()).token();
          yield judged(what, token, call);
        }
        yield new Answer.Refused<>(
            reply.status(), RestError.of(reply.body()).code(), failed(verdict));
      }
    };
  }

  private static Failed unreadable(String where, Exchange<?> exchange) {
    return ReplyTable.failed(
        FailureKind.MALFORMED,
        where + " at " + exchange.place() + ": the answer is unreadable",
        ReplyTable.PROXY);
  }

  private AccessToken bearer() throws LoginFailedException {
    AccessToken there = token;
    if (there == null) {
      there = tokens.current(org, logins, deadline.remaining()).token();
      token = there;
    }
    return there;
  }

  private static String header(AccessToken bearer) {
    return "Bearer " + bearer.value().reveal();
  }

  private static Failed failed(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done done ->
          switch (done.outcome()) {
            case Failed failed -> failed;
            case Exhausted full ->
                ReplyTable.failed(
                    FailureKind.RATE_LIMITED,
                    "the org refuses calls: its daily API requests are used up",
                    ReplyTable.USED_UP);
            case Read read -> throw new IllegalStateException("an error that was read as limits");
          };
      case Verdict.LoginAgain again -> again.otherwise();
      case Verdict.Elsewhere elsewhere -> elsewhere.otherwise();
      case Verdict.OtherVersion other -> failed(other.otherwise());
    };
  }
}
