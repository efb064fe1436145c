package dev.headroom.report.html;

import dev.headroom.fleet.Violation;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.OrgCheck;
import dev.headroom.report.CheckReport.Step;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check of an org, or the button for one, ready to be written out.
 *
 * @param verdict in words; empty before the check
 * @param steps in their order; empty before the check
 * @param token proves that the form was made here; null where pages can change nothing
 * @param problems why it was not checked
 */
@RegisterForReflection
public record CheckPage(
    String org,
    String verdict,
    List<Row> steps,
    @Nullable String token,
    List<PauseForm.Problem> problems) {

  /** One step. */
  @RegisterForReflection
  public record Row(String name, Cells.Chip chip, String detail, String remedy) {
    static Row of(Step step) {
      return new Row(step.name().word(), chip(step.verdict()), step.detail(), step.remedy());
    }

    private static Cells.Chip chip(CheckReport.Verdict verdict) {
      return switch (verdict) {
        case PASSED -> new Cells.Chip("ok", verdict.word(), "●");
        case FAILED -> new Cells.Chip("escalation", verdict.word(), "▲");
        case SKIPPED -> new Cells.Chip("unknown", verdict.word(), "?");
      };
    }
  }

  static CheckPage of(String org, @Nullable CheckReport report, Site site) {
    OrgCheck check = report == null ? null : report.orgs().stream().findFirst().orElse(null);
    List<Violation> violations = report == null ? List.of() : report.violations();
    return new CheckPage(
        org,
        check == null ? "" : check.verdict(),
        check == null ? List.of() : check.steps().stream().map(Row::of).toList(),
        site.formToken(),
        violations.stream()
            .map(v -> new PauseForm.Problem("The check", v.problem() + ". " + v.remedy()))
            .toList());
  }
}
