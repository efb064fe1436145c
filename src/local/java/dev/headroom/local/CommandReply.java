package dev.headroom.local;

import dev.headroom.local.running.Outcome;

/** What a command gets from whoever holds the data folder. */
sealed interface CommandReply {
  /** It was heard. */
  record Heard(Outcome outcome) implements CommandReply {}

  /**
   * Nobody could be asked.
   *
   * @param line for standard error: what is wrong, what to do
   */
  record Failed(int exitCode, String line) implements CommandReply {}
}
