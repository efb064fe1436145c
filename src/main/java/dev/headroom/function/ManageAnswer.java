package dev.headroom.function;

import dev.headroom.cycle.ManageReport;
import dev.headroom.fleet.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manage} answers.
 *
 * @param version of Headroom
 */
@RegisterForReflection
public record ManageAnswer(List<Wrong> violations, List<Changed> changes, String version) {

  /** A violation as the outside sees it. */
  @RegisterForReflection
  public record Wrong(String path, @Nullable String value, String problem, String remedy) {
    /** The outside's view of {@code violation}. */
    public static Wrong of(Violation violation) {
      return new Wrong(
          violation.path(), violation.value(), violation.problem(), violation.remedy());
    }
  }

  /**
   * A change as the outside sees it.
   *
   * @param action add, change or remove
   */
  @RegisterForReflection
  public record Changed(String action, String kind, String id) {}

  static ManageAnswer of(ManageReport report, String version) {
    return new ManageAnswer(
        report.violations().stream().map(Wrong::of).toList(),
        report.changes().stream()
            .map(c -> new Changed(c.action().name().toLowerCase(Locale.ROOT), c.kind(), c.id()))
            .toList(),
        version);
  }
}
