package dev.headroom.cycle.poll;

import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.Fault;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.Org;
import dev.headroom.org.UnstorableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/** Turns Headroom's own faults, and calls that hang, into outcomes for the org. */
final class Faults {
  private static final System.Logger LOG = System.getLogger(Faults.class.getName());

  private Faults() {}

  /** Returns the outcome of a fault in Headroom: the org was not read. */
  static PollOutcome outcome(Org org, Instant slot, String what, Throwable thrown) {
    String detail =
        thrown instanceof UnstorableException unstorable
            ? "the org's answer cannot be stored: " + unstorable.getMessage()
            : "the org could not be %s because of a fault in Headroom: %s"
                .formatted(what, Fault.of(thrown));
    LOG.log(Level.ERROR, org.id() + ", slot " + slot + ": " + detail, Fault.trace(thrown));
    return new PollOutcome.Failed(
        FailureKind.MALFORMED,
        detail,
        "Something in the org's answer probably causes it: report it with the log of this slot."
            + " Headroom retries automatically.");
  }

  /**
   * Returns the outcome for an org that gave no complete answer in time. A new login is owed to it.
   */
  static PollOutcome gaveUp(Duration deadline, LoginBudget logins) {
    logins.owe();
    return new PollOutcome.Failed(
        FailureKind.TIMEOUT,
        "the org gave no complete answer within " + deadline.toSeconds() + " s",
        "Check whether Salesforce has an incident for this instance; Headroom retries"
            + " automatically.");
  }
}
