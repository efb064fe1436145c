package dev.headroom.usage;

import java.util.Optional;

/**
 * The result of reading a file.
 *
 * @param file the file
 * @param number its number in the log of calls; -1 for a file of details, which adds no call
 * @param rows rows that were read
 * @param problem why it was not read, or not completely
 * @param brokeOff whether reading ended early for a reason that may pass, so that another try may
 *     get more
 */
public record FileReading(
    EventLogFile file, int number, int rows, Optional<String> problem, boolean brokeOff) {
  /**
   * Returns whether it had any row: a file that is empty, or has only a header, is not an answer.
   */
  public boolean answers() {
    return rows > 0;
  }
}
