package dev.headroom.access.salesforce;

import dev.headroom.access.CallBudget;
import dev.headroom.access.PermissionSource;
import dev.headroom.access.salesforce.UnreadException.Kind;
import dev.headroom.auth.LoginBudget;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.salesforce.OrgSession;
import dev.headroom.limits.salesforce.OrgSessions;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link PermissionSource} by a query of {@code UserPermissionAccess} (Object Reference). */
public final class SalesforcePermissionSource implements PermissionSource {
  private static final String WHAT = "permissions of the monitoring user";
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final OrgSessions sessions;

  /** Uses sessions of {@code sessions}. */
  public SalesforcePermissionSource(OrgSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Answer held(Org org, LoginBudget logins, CallBudget spending, Duration within) {
    Query query = new Query(sessions.begin(org, logins, within), spending);
    try {
      return new Answer.Known(Permissions.held(query), Set.copyOf(Permissions.ASKED));
    } catch (UnreadException e) {
      Failed why = query.failed;
      return new Answer.Unknown(
          why == null
              ? new Failed(FailureKind.RATE_LIMITED, e.reason(), "Ask again tomorrow.")
              : why);
    }
  }

  /** Queries in one session. */
  private static final class Query implements Permissions.Rows {
    private final OrgSession session;
    private final CallBudget spending;
    private @Nullable Failed failed;

    Query(OrgSession session, CallBudget spending) {
      this.session = session;
      this.spending = spending;
    }

    @Override
    public List<Row> of(String soql) throws UnreadException {
      if (!spending.take()) {
        throw new UnreadException(Kind.OVER, "", "Headroom has no calls left for the org today");
      }
      return switch (session.ask(
          WHAT, MAX_BODY_BYTES, (api, bearer, version) -> api.query(bearer, version, soql))) {
        case OrgSession.Answer.Given<QueryPage>(QueryPage page) ->
            page.rows().stream().map(Row::new).toList();
        case OrgSession.Answer.Refused<QueryPage> refused -> {
          failed = refused.failed();
          throw new UnreadException(
              refused.isHidden() ? Kind.HIDDEN : Kind.REFUSED,
              refused.code(),
              refused.failed().detail());
        }
        case OrgSession.Answer.Missed<QueryPage>(var why) -> {
          failed = why;
          throw new UnreadException(Kind.TRANSIENT, "", why.detail());
        }
      };
    }
  }
}
