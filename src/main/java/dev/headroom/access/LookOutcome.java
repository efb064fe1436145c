package dev.headroom.access;

import dev.headroom.limits.Reading;
import org.jspecify.annotations.Nullable;

/** The result of looking at an org. */
public sealed interface LookOutcome {
  /** Returns the number of calls that the org counted. */
  int calls();

  /**
   * Returns the org's use of DailyApiRequests by the newest reply's {@code Sforce-Limit-Info}; null
   * if no reply carried it.
   */
  @Nullable Reading told();

  /** Something was seen; the look says what was not. */
  record Seen(Look look, int calls, @Nullable Reading told) implements LookOutcome {
    /** A look in which no reply gave the org's calls. */
    public Seen(Look look, int calls) {
      this(look, calls, null);
    }
  }

  /**
   * Nothing was seen: the stored posture stays as it is.
   *
   * @param detail what was tried and what came back, for a person; contains no secret
   * @param remedy what to do about it
   */
  record Unseen(String detail, String remedy, int calls, @Nullable Reading told)
      implements LookOutcome {
    /** No look, and no reply that gave the org's calls. */
    public Unseen(String detail, String remedy, int calls) {
      this(detail, remedy, calls, null);
    }
  }
}
