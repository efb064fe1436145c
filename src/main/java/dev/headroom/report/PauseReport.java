package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Pause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of pausing or resuming an org.
 *
 * @param violations what is wrong with the request; if there is any, nothing was done
 * @param org the org; null with violations
 * @param pause the pause now in force, or the one that was ended; null if there was none
 */
public record PauseReport(List<Violation> violations, @Nullable OrgId org, @Nullable Pause pause) {
  public PauseReport {
    violations = List.copyOf(violations);
  }

  /** Returns the report for an invalid request. */
  public static PauseReport wrong(List<Violation> violations) {
    return new PauseReport(violations, null, null);
  }
}
