package dev.headroom.report;

import dev.headroom.alert.Severity;
import java.util.Locale;

/**
 * The one word shown for an org or a limit, worst first: the order in which a person who is woken
 * up looks. An org that cannot be read comes before one that merely wants attention, since nobody
 * knows how it is.
 */
public enum Status {
  /** Nothing is left. */
  EXHAUSTED,
  /** Someone must act. */
  ESCALATION,
  /** Two slots or more in a row gave no reading. Of orgs only. */
  NOT_REPORTING,
  /** There is no current reading. */
  UNKNOWN,
  /** Worth a look by day. */
  ATTENTION,
  /** Below every level. */
  OK,
  /** The feature is off: nothing to watch. Of limits only. */
  NOT_PROVISIONED,
  /** Salesforce sets no cap: nothing to watch. Of limits only. */
  NO_CAP;

  /** The status of a limit whose open episode has {@code severity}. */
  public static Status of(Severity severity) {
    return switch (severity) {
      case ATTENTION -> Status.ATTENTION;
      case ESCALATION -> Status.ESCALATION;
      case EXHAUSTED -> Status.EXHAUSTED;
    };
  }

  /** As the API and the pages write it: {@code not-provisioned}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether an org can have this status. */
  public boolean isOfOrgs() {
    return this != NOT_PROVISIONED && this != NO_CAP;
  }
}
