package dev.headroom.cycle.ask;

import dev.headroom.fleet.Violation;
import dev.headroom.org.TenantScope;
import dev.headroom.report.CheckReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks whether orgs can be read. */
@FunctionalInterface
public interface OrgChecks {
  /** The word that checks all orgs. */
  String ALL = "all";

  /** The member of {@link Question#allowSecretMoves}. */
  String ALLOW_SECRET_MOVES = "allowSecretMoves";

  /**
   * What to check.
   *
   * @param org an org's id, or {@link #ALL}
   * @param manifest the text of a manifest whose orgs are checked as they stand there; null for
   *     those of the fleet
   * @param allowSecretMoves whether a secret of the fleet may be sent to a host that has not
   *     received it yet, if the manifest says so
   */
  record Question(String org, @Nullable String manifest, boolean allowSecretMoves) {}

  /** Checks one org, or every org that {@code scope} sees. */
  CheckReport check(TenantScope scope, Question question);

  /** Checks an org of the fleet, or all. */
  default CheckReport check(TenantScope scope, String org) {
    return check(scope, new Question(org, null, false));
  }

  /** Returns checks for a process that asks no org. */
  static OrgChecks unable(String why, String remedy) {
    return (scope, question) ->
        CheckReport.wrong(List.of(new Violation("check", null, why, remedy)));
  }
}
