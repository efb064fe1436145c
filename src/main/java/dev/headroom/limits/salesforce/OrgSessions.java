package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.http.Deadline;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.Org;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** Begins sessions with orgs for calls of other resources than the limits. */
@ApplicationScoped
public class OrgSessions {
  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final ApiVersions versions;

  /**
   * Sessions by {@code http}.
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
   * A session with {@code org}. Nothing is called yet.
   *
   * @param within time for all of its calls together
   */
  public OrgSession begin(Org org, LoginBudget logins, Duration within) {
    return new OrgSession(http, tokens, versions, org, logins, Deadline.in(within));
  }
}
