package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.http.Deadline;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.ApiVersionSource;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.org.Org;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Starts sessions with orgs for calls to resources other than the limits. */
@ApplicationScoped
public class OrgSessions implements ApiVersionSource {
  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final ApiVersions versions;

  /**
   * Creates sessions that use {@code http}.
   *
   * @param clock decides how long an API version is remembered
   */
  public OrgSessions(
      OutboundHttp http, AccessTokens tokens, InstantSource clock, SalesforceConfig config) {
    this.http = http;
    this.tokens = tokens;
    this.versions = new ApiVersions(http, clock, config.versionsKept());
  }

  /**
   * Starts a session with {@code org}. Makes no call yet.
   *
   * @param within time for all of its calls together
   */
  public OrgSession begin(Org org, LoginBudget logins, Duration within) {
    return new OrgSession(http, tokens, versions, org, logins, Deadline.in(within));
  }

  @Override
  public Answer newest(Org org, URI instance, Duration within) {
    ApiVersions.Answer answer = versions.newest(org.id(), instance, Deadline.in(within));
    return answer.otherwise() == null
        ? new Answer.Offered(answer.version())
        : new Answer.None(failed(answer.otherwise()));
  }

  private static Failed failed(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done(Failed failed) -> failed;
      case Verdict.Done done -> throw new IllegalStateException("a list of versions is " + done);
      case Verdict.LoginAgain(Failed failed) -> failed;
      case Verdict.Elsewhere(Failed failed) -> failed;
      case Verdict.OtherVersion(Verdict otherwise) -> failed(otherwise);
    };
  }
}
