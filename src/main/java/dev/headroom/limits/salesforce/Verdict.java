package dev.headroom.limits.salesforce;

import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import org.jspecify.annotations.Nullable;

/** What one answer of the limits resource calls for. */
sealed interface Verdict {
  /**
   * The same, where it is a failure, with what the answer told of DailyApiRequests all the same.
   *
   * @param told null when it told nothing
   */
  default Verdict telling(@Nullable Reading told) {
    return switch (this) {
      case Done(PollOutcome.Failed failed) -> new Done(failed.telling(told));
      case Done done -> done;
      case LoginAgain(var otherwise) -> new LoginAgain(otherwise.telling(told));
      case Elsewhere(var otherwise) -> new Elsewhere(otherwise.telling(told));
      case OtherVersion(var otherwise) -> new OtherVersion(otherwise.telling(told));
    };
  }

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
