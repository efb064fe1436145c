package dev.headroom.cycle.ask;

import dev.headroom.fleet.Violation;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import java.util.List;

/** Checks whether orgs can be read. */
@FunctionalInterface
public interface OrgChecks {
  /** The word that checks all orgs. */
  String ALL = "all";

  /**
   * Checks one org, or every org that {@code scope} sees.
   *
   * @param id of the org, or {@link #ALL}
   */
  CheckReport check(TenantScope scope, String id);

  /** Returns checks for a process that asks no org. */
  static OrgChecks unable(String why, String remedy) {
    return (scope, id) -> CheckReport.wrong(List.of(new Violation("check", null, why, remedy)));
  }
}
