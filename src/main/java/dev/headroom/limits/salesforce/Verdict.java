package dev.headroom.limits.salesforce;

import dev.headroom.limits.PollOutcome;

/** What one answer of the limits resource calls for. */
sealed interface Verdict {
  /** Nothing more to ask. */
  record Done(PollOutcome outcome) implements Verdict {}

  /** The token was refused: a new one may help. */
  record LoginAgain(PollOutcome.Failed otherwise) implements Verdict {}

  /** The API version is not there: another one may be. */
  record OtherVersion(PollOutcome.Failed otherwise) implements Verdict {}
}
