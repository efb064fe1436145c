package dev.headroom.limits.salesforce;

import dev.headroom.limits.PollOutcome;

/** What one answer of the limits resource calls for. */
sealed interface Verdict {
  /** Nothing more to ask. */
  record Done(PollOutcome outcome) implements Verdict {}

  /** The token was refused: a new one may help. */
  record LoginAgain(PollOutcome.Failed otherwise) implements Verdict {}

  /**
   * It was not the org's API that answered, or nothing did: the org may be elsewhere by now. Where
   * it is, a login tells.
   */
  record Elsewhere(PollOutcome.Failed otherwise) implements Verdict {}

  /**
   * The API version is not there: another one may be.
   *
   * @param otherwise what it comes to when no other version is offered either
   */
  record OtherVersion(Verdict otherwise) implements Verdict {}
}
