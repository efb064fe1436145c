package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Redactor;
import dev.headroom.http.Deadline;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.HttpRequestSpec;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.Org;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.InstantSource;

/**
 * {@link LimitsSource} over Salesforce's REST API. One counted call an org in the ordinary case:
 * the token and the newest API version are remembered. A refused token is replaced once, a vanished
 * version is looked up anew once; nothing else is tried again.
 */
@ApplicationScoped
public class SalesforceLimitsSource implements LimitsSource {
  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final SalesforceConfig config;
  private final ApiVersions versions;

  /**
   * Reads through {@code http}.
   *
   * @param clock decides how long an API version is remembered
   */
  public SalesforceLimitsSource(
      OutboundHttp http, AccessTokens tokens, InstantSource clock, SalesforceConfig config) {
    this.http = http;
    this.tokens = tokens;
    this.config = config;
    this.versions = new ApiVersions(http, clock, config.versionsKept());
  }

  @Override
  public PollOutcome read(Org org) {
    Deadline deadline = Deadline.in(config.deadline());
    try {
      return read(org, tokens.current(org, deadline.remaining()), deadline);
    } catch (LoginFailedException e) {
      return Failures.of(e);
    }
  }

  private PollOutcome read(Org org, AccessToken first, Deadline deadline)
      throws LoginFailedException {
    AccessToken token = first;
    boolean mayLogIn = true;
    boolean mayRediscover = org.apiVersion() == null;
    while (true) {
      ApiVersions.Answer version = version(org, token.instanceUrl(), deadline);
      if (version.failure() != null) {
        return version.failure();
      }
      switch (ask(org, token, version.version(), deadline)) {
        case Verdict.Done done -> {
          return done.outcome();
        }
        case Verdict.LoginAgain again -> {
          if (!mayLogIn) {
            return again.otherwise();
          }
          mayLogIn = false;
          token = tokens.renew(org, token, deadline.remaining());
        }
        case Verdict.OtherVersion other -> {
          versions.forget(org.id());
          if (!mayRediscover || !version.remembered()) {
            return other.otherwise();
          }
          mayRediscover = false;
        }
      }
    }
  }

  private ApiVersions.Answer version(Org org, URI instance, Deadline deadline) {
    String pinned = org.apiVersion();
    if (pinned == null) {
      return versions.newest(org.id(), instance, deadline);
    }
    return ApiVersions.isVersion(pinned)
        ? new ApiVersions.Answer(pinned, false, null)
        : new ApiVersions.Answer(
            "",
            false,
            new PollOutcome.Failed(
                FailureKind.FORBIDDEN,
                "limits of " + org.id() + " were not asked for: its apiVersion is no version",
                "Write apiVersion like \"67.0\" in the manifest, or leave it out."));
  }

  private Verdict ask(Org org, AccessToken token, String version, Deadline deadline) {
    HttpRequestSpec request =
        SalesforceCalls.get(
                URI.create(token.instanceUrl() + "/services/data/v" + version + "/limits"),
                deadline.remaining(),
                config.maxBodyBytes())
            .header("Authorization", "Bearer " + token.value().reveal());
    return switch (http.exchange(request)) {
      case HttpOutcome.Reply reply ->
          Answers.judge(
              reply,
              "limits of " + org.id() + " at " + request.place(),
              Redactor.of(token.value()));
      case HttpOutcome.Failure failure ->
          new Verdict.Done(Failures.of(failure, "limits of " + org.id()));
    };
  }
}
