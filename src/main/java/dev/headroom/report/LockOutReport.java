package dev.headroom.report;

import dev.headroom.access.LockOut;
import dev.headroom.access.Remark;
import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a lock-out question.
 *
 * @param violations what is wrong with the question, or why nothing could be read; when there is
 *     any, there is no answer
 * @param warnings what may be surprising about the question
 */
public record LockOutReport(
    List<Violation> violations, List<Remark> warnings, @Nullable LockOut answer) {
  public LockOutReport {
    violations = List.copyOf(violations);
    warnings = List.copyOf(warnings);
  }

  /** Returns a report without an answer. */
  public static LockOutReport wrong(List<Violation> violations) {
    return new LockOutReport(violations, List.of(), null);
  }
}
