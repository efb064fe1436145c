package dev.headroom.usage;

import dev.headroom.auth.LoginBudget;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the recorded calls of an org. */
public interface CallLogs {
  /**
   * Adds the calls of all files that {@code known} wants to {@code to}, the oldest file first.
   * Lists the files with one query and fetches each at most once. A file that cannot be read is a
   * reading with a problem, and the next one is read; a problem of the whole org, or a lack of
   * time, ends the run.
   *
   * @param permit asked before each call, for all files at once
   * @param within time for all of it; files for which there is no time are left to the next run
   */
  LogsRead read(
      Org org, LoginBudget logins, Permit permit, Duration within, FilesRead known, CallLog to);

  /** The calls that Headroom may make. */
  @FunctionalInterface
  interface Permit {
    /** As many as are wanted. */
    Permit ALL = OwnCalls.Answer.Granted::new;

    /** Takes up to {@code wanted} calls, 1 or more. */
    OwnCalls.Answer take(int wanted);
  }

  /**
   * The result.
   *
   * @param files which files are read now; to be stored once their calls are
   * @param readings the files that were tried, in order
   * @param calls API calls that it took, as Salesforce counts them
   * @param stopped why files were left; empty if none was
   * @param putOff why files were left although nothing failed: Headroom has no calls for them now
   * @param told the org's use of DailyApiRequests by the newest reply's {@code Sforce-Limit-Info};
   *     null if no reply carried it
   */
  record LogsRead(
      FilesRead files,
      List<FileReading> readings,
      int calls,
      Optional<PollOutcome.Failed> stopped,
      Optional<String> putOff,
      @Nullable Reading told) {
    public LogsRead {
      readings = List.copyOf(readings);
    }

    /** Whether every file that there was is done with. */
    public boolean isComplete() {
      return stopped.isEmpty()
          && putOff.isEmpty()
          && files.entries().stream().allMatch(e -> e.triesLeft() == 0);
    }
  }
}
