package dev.headroom.local;

import dev.headroom.access.LockOut;
import dev.headroom.access.Question;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.LockOutForm;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.json.AccessJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code manage lock-out <org>}: whom a change of IP ranges would lock out. */
final class LockOutAction {
  static final String WORD = "lock-out";

  /** Its members, in the order that the usage gives them; each is an option. */
  static final List<String> MEMBERS =
      List.of("kind", "name", "ranges", "mode", "days", "to", Format.MEMBER);

  private LockOutAction() {}

  /**
   * Answers for {@code org}.
   *
   * @param org as it was written; the fleet may not have it
   * @param members those that were given
   */
  static Outcome run(LockOutCycle cycle, String org, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Format format = Format.read(members, violations);
    Question question = LockOutForm.read(members, violations);
    if (!violations.isEmpty()) {
      return Outcome.wrong(violations);
    }
    LockOutReport report = cycle.ask(TenantScope.all(), org, question);
    LockOut answer = report.answer();
    if (answer == null) {
      return Outcome.wrong(report.violations());
    }
    return Outcome.of(
        format == Format.JSON ? Format.json(AccessJson.of(report)) : text(report, answer));
  }

  private static String text(LockOutReport report, LockOut answer) {
    List<String> lines = new ArrayList<>(List.of(answer.summary()));
    for (LockOut.Hit hit : answer.lockedOut()) {
      lines.add(
          "locked out: %s of %s from %s, %d %s, last at %s"
              .formatted(
                  hit.integration(),
                  hit.user(),
                  hit.address(),
                  Math.max(hit.logins(), hit.requests()),
                  hit.via() == LockOut.Via.LOGIN ? "logins" : "calls",
                  hit.lastAt()));
    }
    for (LockOut.Unknown unknown : answer.unknown()) {
      lines.add(
          "unknown: %s (%d logins, %d calls)"
              .formatted(unknown.reason().meaning(), unknown.logins(), unknown.requests()));
    }
    if (!answer.rangesNeeded().isEmpty()) {
      lines.add("ranges needed: " + String.join(", ", answer.rangesNeeded()));
    }
    report
        .warnings()
        .forEach(w -> lines.add("warning: " + w.path() + " " + w.problem() + ". " + w.remedy()));
    return String.join("\n", lines);
  }
}
