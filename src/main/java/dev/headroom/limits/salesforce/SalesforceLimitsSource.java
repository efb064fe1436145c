package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.org.Org;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * {@link LimitsSource} over Salesforce's REST API. One counted call an org in the ordinary case:
 * the token and the newest API version are remembered, and replaced when they turn out to be of no
 * use any more ({@link LimitsReading}).
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
  public PollOutcome read(Org org, LoginBudget logins) {
    return new LimitsReading(http, tokens, versions, config, org, logins).outcome();
  }
}
