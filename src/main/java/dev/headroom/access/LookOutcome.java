package dev.headroom.access;

/** What came of looking at an org. */
public sealed interface LookOutcome {
  /** Number of calls that the org counted. */
  int calls();

  /** Something was seen; the look says what was not. */
  record Seen(Look look, int calls) implements LookOutcome {}

  /**
   * Nothing was seen: what is stored stays as it is.
   *
   * @param detail what was tried and what came back, for a person; holds no secret
   * @param remedy what to do about it
   */
  record Unseen(String detail, String remedy, int calls) implements LookOutcome {}
}
