package dev.headroom.access;

import dev.headroom.limits.Reading;
import org.jspecify.annotations.Nullable;

/** What came of looking at an org. */
public sealed interface LookOutcome {
  /** Number of calls that the org counted. */
  int calls();

  /**
   * The org's use of DailyApiRequests by the newest reply's {@code Sforce-Limit-Info}; null when no
   * reply carried it.
   */
  @Nullable Reading told();

  /** Something was seen; the look says what was not. */
  record Seen(Look look, int calls, @Nullable Reading told) implements LookOutcome {
    /** A look in which no reply said how many calls the org has used. */
    public Seen(Look look, int calls) {
      this(look, calls, null);
    }
  }

  /**
   * Nothing was seen: what is stored stays as it is.
   *
   * @param detail what was tried and what came back, for a person; holds no secret
   * @param remedy what to do about it
   */
  record Unseen(String detail, String remedy, int calls, @Nullable Reading told)
      implements LookOutcome {
    /** No look, and no reply that said how many calls the org has used. */
    public Unseen(String detail, String remedy, int calls) {
      this(detail, remedy, calls, null);
    }
  }
}
