package dev.headroom.report;

import dev.headroom.fleet.Change;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * The findings and effects of a manage run.
 *
 * @param violations everything wrong with the manifest; if there is any, nothing else was done
 * @param warnings what could be written better in a valid manifest
 * @param changes what the manifest changes (plan) or has changed (apply)
 * @param secretMoves the secrets that it sends to another host
 * @param held the targets that are parked or disabled; an apply retries the parked ones at once
 */
public record ManageReport(
    List<Violation> violations,
    List<Violation> warnings,
    List<Change> changes,
    List<SecretMove> secretMoves,
    List<TargetView> held) {
  public ManageReport {
    violations = List.copyOf(violations);
    warnings = List.copyOf(warnings);
    changes = List.copyOf(changes);
    secretMoves = List.copyOf(secretMoves);
    held = List.copyOf(held);
  }

  /** Returns the report for an invalid manifest. */
  public static ManageReport wrong(List<Violation> violations) {
    return new ManageReport(violations, List.of(), List.of(), List.of(), List.of());
  }

  /** Returns the report for a valid one. */
  public static ManageReport of(
      List<Violation> warnings,
      List<Change> changes,
      List<SecretMove> secretMoves,
      List<TargetView> held) {
    return new ManageReport(List.of(), warnings, changes, secretMoves, held);
  }
}
