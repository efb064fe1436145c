package dev.headroom.local;

import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.EraseReport;
import java.util.Map;

/** {@code manage erase <org> [--user <user>]}. */
final class EraseAction {
  static final String WORD = "erase";

  private EraseAction() {}

  static Outcome run(EraseCycle cycle, String org, Map<String, String> members, String actor) {
    EraseReport report = cycle.erase(TenantScope.all(), org, members, actor);
    String of =
        members.containsKey(EraseCycle.USER) ? "usage of the user in org " : "usage of org ";
    return report.violations().isEmpty()
        ? Outcome.of(
            report.rows() == 0
                ? "nothing is kept: " + of + org
                : "%s%s is erased: %d rows".formatted(of, org, report.rows()))
        : Outcome.wrong(report.violations());
  }
}
