package dev.headroom.cycle.audit;

import dev.headroom.access.LookOutcome;
import dev.headroom.access.Looks;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.auth.LoginBudget;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;
import java.time.InstantSource;

/** Lock-out questions that are answered out of a small org. */
public final class AnsweredLockOuts {
  private AnsweredLockOuts() {}

  /** Of 500 logins of {@link Looks#ERP} from 203.0.113.7 and 12 from 203.0.113.77. */
  public static LockOutCycle of(OrgDirectory directory, InstantSource clock) {
    OwnCalls unlimited =
        new OwnCalls() {
          @Override
          public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
            return new Answer.Granted(wanted);
          }

          @Override
          public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
            // Nobody counts.
          }
        };
    return new LockOutCycle(
        directory,
        (org, request, logins, spent) ->
            new LookOutcome.Seen(
                new Looks()
                    .login("203.0.113.7", null, 500)
                    .login("203.0.113.77", null, 12)
                    .at(request.at())
                    .look(),
                3),
        new AuditCycle.Spending(unlimited, (org, at) -> LoginBudget.NONE),
        new IpAddressNotation(),
        clock);
  }
}
