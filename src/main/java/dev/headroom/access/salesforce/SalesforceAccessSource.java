package dev.headroom.access.salesforce;

import dev.headroom.access.AccessSource;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.CallBudget;
import dev.headroom.access.Look;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Part;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.http.OutboundHttp;
import dev.headroom.org.Org;

/**
 * {@link AccessSource} over Salesforce's APIs. A look makes at most {@value OrgCalls#LIMIT} counted
 * calls; {@value #MORE_FOR_LARGE} more if an org has over 2,000 relevant assignments or 2,500
 * tokens, one more per profile if the monitoring user has no access to the Metadata API, and one
 * more for each part in which a scattered login history is read.
 */
public final class SalesforceAccessSource implements AccessSource {
  /** Additional calls for a large org. */
  static final int MORE_FOR_LARGE = 5;

  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final AddressNotation notation;

  /** Reads through {@code http}. */
  public SalesforceAccessSource(OutboundHttp http, AccessTokens tokens, AddressNotation notation) {
    this.http = http;
    this.tokens = tokens;
    this.notation = notation;
  }

  @Override
  public LookOutcome look(Org org, LookRequest request, LoginBudget logins, CallBudget spending) {
    OrgCalls calls;
    try {
      calls = OrgCalls.begin(http, tokens, org, logins, spending);
    } catch (LoginFailedException e) {
      return new LookOutcome.Unseen(String.valueOf(e.getMessage()), e.remedy(), 0);
    }
    Look look = new Looking(calls, request, notation).look();
    if (calls.answered() > 0 && look.unread().size() < Part.values().length) {
      return new LookOutcome.Seen(look, calls.made(), calls.told());
    }
    return new LookOutcome.Unseen(
        "nothing of the access posture of "
            + org.id()
            + " could be read: "
            + look.gaps().getFirst().reason(),
        "Give the monitoring user the permissions that docs/access.md names; if it has them, see"
            + " the instance's state at https://status.salesforce.com.",
        calls.made(),
        calls.told());
  }
}
