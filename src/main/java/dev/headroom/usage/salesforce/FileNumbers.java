package dev.headroom.usage.salesforce;

import dev.headroom.usage.EventLogFile;

/** Numbers the files of one log that have calls: a log has room for the numbers of 1,023. */
final class FileNumbers {
  private int next;

  /** The number of {@code file}; -1 when it has no calls. */
  int of(EventLogFile file) {
    return file.hasCalls() ? next++ : -1;
  }
}
