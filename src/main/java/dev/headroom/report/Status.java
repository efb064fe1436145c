package dev.headroom.report;

import dev.headroom.alert.Severity;
import java.util.Locale;

/**
 * The one word shown for an org or a limit, worst first: the order in which a person who is woken
 * up looks. An org that cannot be read comes before one that merely needs attention, because its
 * condition is unknown.
 */
public enum Status {
  /** Nothing is left. */
  EXHAUSTED,
  /** Someone must act. */
  ESCALATION,
  /** Two or more consecutive slots gave no reading. Only for orgs. */
  NOT_REPORTING,
  /** There is no current reading. */
  UNKNOWN,
  /** Worth a look during working hours. */
  ATTENTION,
  /** Below every level. */
  OK,
  /** The feature is off: nothing to watch. Only for limits. */
  NOT_PROVISIONED,
  /** Salesforce sets no cap: nothing to watch. Only for limits. */
  NO_CAP;

  /** Returns the status of a limit whose open episode has {@code severity}. */
  public static Status of(Severity severity) {
    return switch (severity) {
      case ATTENTION -> Status.ATTENTION;
      case ESCALATION -> Status.ESCALATION;
      case EXHAUSTED -> Status.EXHAUSTED;
    };
  }

  /** Returns the word used by the API and the pages: {@code not-provisioned}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether an org can have this status. */
  public boolean isOfOrgs() {
    return this != NOT_PROVISIONED && this != NO_CAP;
  }
}
