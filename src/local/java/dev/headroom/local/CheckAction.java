package dev.headroom.local;

import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import dev.headroom.report.CheckReport.OrgCheck;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.report.CheckReport.Verdict;
import dev.headroom.report.json.CheckJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code manage check <org>|all}: whether Headroom can read an org, step by step. */
final class CheckAction {
  static final String WORD = "check";

  /** Its members with a value; each is an option. */
  static final List<String> VALUES = List.of(ManageWork.MANIFEST, Format.MEMBER);

  /** All its members. */
  static final List<String> MEMBERS =
      List.of(ManageWork.MANIFEST, Format.MEMBER, ManageWork.ALLOW_SECRET_MOVES);

  private CheckAction() {}

  /** Checks {@code org}. Steps that failed are violations beside the text, for the exit code. */
  static Outcome run(OrgChecks checks, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations);
    String manifest = members.get(ManageWork.MANIFEST);
    if (org.isEmpty() && manifest == null) {
      violations.add(
          new Violation(
              ManageWork.ORG, null, "is missing", "Write the id of an org, all, or --manifest."));
    }
    if (!violations.isEmpty()) {
      return Outcome.wrong(violations);
    }
    CheckReport report =
        checks.check(
            TenantScope.all(),
            new OrgChecks.Question(
                org.isEmpty() ? OrgChecks.ALL : org,
                manifest,
                members.containsKey(ManageWork.ALLOW_SECRET_MOVES)));
    if (!report.violations().isEmpty()) {
      return Outcome.wrong(report.violations());
    }
    for (OrgCheck check : report.orgs()) {
      for (Step step : check.steps()) {
        if (step.verdict() == Verdict.FAILED) {
          violations.add(
              new Violation(
                  check.org().value() + "." + step.name().word(),
                  null,
                  step.detail(),
                  step.remedy()));
        }
      }
    }
    return new Outcome(
        violations,
        format == Format.JSON ? Format.json(CheckJson.of(report)) : report.text(),
        List.of());
  }
}
