package dev.headroom.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.cycle.ManageReport;
import dev.headroom.fleet.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manage} answers.
 *
 * @param changes of a manifest; left out of what is answered about an org
 * @param backtest left out unless one was asked for and nothing is wrong
 * @param whatIf likewise
 * @param version of Headroom
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ManageAnswer(
    List<Wrong> violations,
    @Nullable List<Changed> changes,
    @Nullable BacktestAnswer backtest,
    @Nullable WhatIfAnswer whatIf,
    String version) {

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

  /** What is answered about an org: with violations nothing else. */
  static ManageAnswer of(
      List<Violation> violations,
      @Nullable BacktestAnswer backtest,
      @Nullable WhatIfAnswer whatIf,
      String version) {
    boolean fine = violations.isEmpty();
    return new ManageAnswer(
        wrong(violations), null, fine ? backtest : null, fine ? whatIf : null, version);
  }

  private static List<Wrong> wrong(List<Violation> violations) {
    return violations.stream().map(Wrong::of).toList();
  }

  static ManageAnswer of(ManageReport report, String version) {
    return new ManageAnswer(
        wrong(report.violations()),
        report.changes().stream()
            .map(c -> new Changed(c.action().name().toLowerCase(Locale.ROOT), c.kind(), c.id()))
            .toList(),
        null,
        null,
        version);
  }
}
