package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of pausing or resuming an org.
 *
 * @param violations what is wrong with the question; when there is any, nothing was done
 * @param org the org; null with violations
 * @param pause the pause that holds now, or the one that was ended; null when there was none
 */
public record PauseReport(List<Violation> violations, @Nullable OrgId org, @Nullable Pause pause) {
  public PauseReport {
    violations = List.copyOf(violations);
  }

  /** A report of a question that has something wrong. */
  public static PauseReport wrong(List<Violation> violations) {
    return new PauseReport(violations, null, null);
  }
}
