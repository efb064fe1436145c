package dev.headroom.local;

import dev.headroom.local.running.Outcome;

/** The reply to a command from whoever holds the data folder. */
sealed interface CommandReply {
  /** It was answered. */
  record Heard(Outcome outcome) implements CommandReply {}

  /**
   * Nobody could be asked.
   *
   * @param line for standard error: what is wrong, what to do
   */
  record Failed(int exitCode, String line) implements CommandReply {}
}
