package dev.headroom.usage.salesforce;

import dev.headroom.usage.CallLog;
import dev.headroom.usage.EventLogFile;

/**
 * Numbers the files of one log that contain calls, from 1 on; 0 stands for calls that were kept. A
 * log has room for the numbers of 1,023 files.
 */
final class FileNumbers {
  private int next = CallLog.KEPT + 1;

  /** Returns the number of {@code file}; -1 if it contains no calls. */
  int of(EventLogFile file) {
    return file.hasCalls() ? next++ : -1;
  }
}
