package dev.headroom.limits.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.http.Deadline;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.Allowance;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.org.Holdings;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfileSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * {@link LimitsSource} and {@link OrgProfileSource} over Salesforce's REST API. Normally it makes
 * one counted call per org: the token and the newest API version are remembered, and replaced when
 * they turn out to be useless ({@link LimitsReading}).
 */
@ApplicationScoped
public class SalesforceLimitsSource implements LimitsSource, OrgProfileSource {
  /** Time for the query about the org itself. */
  private static final Duration FOR_PROFILE = Duration.ofSeconds(5);

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
  public PollOutcome read(Org org, Allowance allowance) {
    return new LimitsReading(http, tokens, versions, config, org, allowance).outcome();
  }

  @Override
  public Answer read(Org org) {
    Deadline deadline = Deadline.in(FOR_PROFILE);
    try {
      Optional<Session> session = session(org, deadline);
      return session.isPresent()
          ? OrganizationQuery.ask(
              http, org, session.get().token(), session.get().version(), deadline)
          : new Answer.Unknown("organization of " + org.id() + ": no API version is known");
    } catch (LoginFailedException e) {
      return new Answer.Unknown("organization of " + org.id() + ": there is no longer a session");
    }
  }

  @Override
  public Holdings holdings(Org org, BooleanSupplier mayCall) {
    Deadline deadline = Deadline.in(FOR_PROFILE);
    try {
      Optional<Session> session = session(org, deadline);
      if (session.isEmpty()) {
        return Holdings.UNKNOWN;
      }
      HoldingsQueries queries =
          new HoldingsQueries(http, session.get().token(), session.get().version(), deadline);
      return new Holdings(
          mayCall.getAsBoolean() ? queries.licences() : null,
          mayCall.getAsBoolean() ? queries.monthly() : null);
    } catch (LoginFailedException e) {
      return Holdings.UNKNOWN;
    }
  }

  /** The session that the org has just been read with, and the version of its API. */
  private record Session(AccessToken token, String version) {}

  private Optional<Session> session(Org org, Deadline deadline) throws LoginFailedException {
    AccessToken token = tokens.current(org, LoginBudget.NONE, deadline.remaining()).token();
    String pinned = org.apiVersion();
    if (pinned != null) {
      return Optional.of(new Session(token, pinned));
    }
    ApiVersions.Answer version = versions.newest(org.id(), token.instanceUrl(), deadline);
    return version.otherwise() == null
        ? Optional.of(new Session(token, version.version()))
        : Optional.empty();
  }
}
