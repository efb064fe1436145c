package dev.headroom.limits.salesforce;

import dev.headroom.auth.LoginBudget;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.limits.IdentitySource;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.Org;
import java.time.Duration;

/** {@link IdentitySource} by a query of {@code Organization}. */
public final class SalesforceIdentities implements IdentitySource {
  private static final String WHAT = "organization";

  private final OrgSessions sessions;

  /** Uses sessions of {@code sessions}. */
  public SalesforceIdentities(OrgSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Answer identify(Org org, LoginBudget logins, Duration within) {
    OrgSession session = sessions.begin(org, logins, within);
    OrgSession.Answer<QueryPage> answer =
        session.ask(
            WHAT,
            OrganizationQuery.MAX_BODY_BYTES,
            (api, bearer, version) -> api.query(bearer, version, OrganizationQuery.SOQL));
    return switch (answer) {
      case OrgSession.Answer.Given<QueryPage>(QueryPage page) ->
          OrganizationQuery.profile(page)
              .<Answer>map(Answer.Found::new)
              .orElseGet(
                  () ->
                      new Answer.Unknown(
                          ReplyTable.failed(
                              FailureKind.MALFORMED,
                              WHAT + " of " + org.id() + ": the answer is not a row of it",
                              ReplyTable.PROXY)));
      case OrgSession.Answer.Refused<QueryPage> refused ->
          refused.isHidden()
              ? new Answer.Hidden(refused.failed())
              : new Answer.Unknown(refused.failed());
      case OrgSession.Answer.Missed<QueryPage>(var why) -> new Answer.Unknown(why);
    };
  }
}
