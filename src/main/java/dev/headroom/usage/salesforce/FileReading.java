package dev.headroom.usage.salesforce;

import java.util.Optional;

/**
 * What came of a file.
 *
 * @param file the file
 * @param number its number in the log of calls
 * @param rows rows that were read of it
 * @param problem why it was not read, or not wholly
 */
public record FileReading(EventLogFile file, int number, int rows, Optional<String> problem) {
  /** Whether it had any row: one of 0 bytes or with a header alone is no answer. */
  public boolean answers() {
    return rows > 0;
  }
}
