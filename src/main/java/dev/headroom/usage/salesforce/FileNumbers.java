package dev.headroom.usage.salesforce;

import dev.headroom.usage.CallLog;
import dev.headroom.usage.EventLogFile;

/**
 * Numbers the files of one log that have calls, from 1 on: 0 are the calls that were kept. A log
 * has room for the numbers of 1,023.
 */
final class FileNumbers {
  private int next = CallLog.KEPT + 1;

  /** The number of {@code file}; -1 when it has no calls. */
  int of(EventLogFile file) {
    return file.hasCalls() ? next++ : -1;
  }
}
