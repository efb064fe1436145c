package dev.headroom.report;

import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of resuming a target.
 *
 * @param violations what is wrong with the request; if there is any, nothing was done
 * @param before the target as it was; null with violations
 */
public record ResumeReport(List<Violation> violations, @Nullable TargetView before) {
  public ResumeReport {
    violations = List.copyOf(violations);
  }
}
