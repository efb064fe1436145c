package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.report.CheckReport;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The external form of a check of orgs.
 *
 * @param passed whether no step of any org failed
 */
@RegisterForReflection
public record CheckJson(boolean passed, List<CheckedOrg> orgs) {
  /** Returns the external form of {@code report}. */
  public static CheckJson of(CheckReport report) {
    return new CheckJson(report.isPassed(), report.orgs().stream().map(CheckedOrg::of).toList());
  }

  /** The external form of one org's check. */
  @RegisterForReflection
  public record CheckedOrg(String org, boolean passed, List<CheckedStep> steps) {
    static CheckedOrg of(CheckReport.OrgCheck check) {
      return new CheckedOrg(
          check.org().value(),
          check.isPassed(),
          check.steps().stream().map(CheckedStep::of).toList());
    }
  }

  /**
   * The external form of one step.
   *
   * @param result passed, failed or skipped
   * @param remedy absent unless it failed
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CheckedStep(String step, String result, String detail, @Nullable String remedy) {
    static CheckedStep of(CheckReport.Step step) {
      return new CheckedStep(
          step.name().word(),
          step.verdict().word(),
          step.detail(),
          step.remedy().isEmpty() ? null : step.remedy());
    }
  }
}
