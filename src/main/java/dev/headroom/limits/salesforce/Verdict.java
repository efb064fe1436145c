package dev.headroom.limits.salesforce;

import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import org.jspecify.annotations.Nullable;

/** What to do after one answer of the limits resource. */
sealed interface Verdict {
  /**
   * Returns the same verdict; a failure then includes the DailyApiRequests that the answer carried.
   *
   * @param told null if it carried none
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
   * The answer did not come from the org's API, or there was none: the org may have moved. A login
   * tells where it is.
   */
  record Elsewhere(PollOutcome.Failed otherwise) implements Verdict {}

  /**
   * The API version does not exist: another one may.
   *
   * @param otherwise the verdict if no other version is offered either
   */
  record OtherVersion(Verdict otherwise) implements Verdict {}
}
