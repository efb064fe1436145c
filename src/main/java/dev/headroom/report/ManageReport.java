package dev.headroom.report;

import dev.headroom.fleet.Change;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * What a manage run found and did.
 *
 * @param violations everything wrong with the manifest; when there is any, nothing else was done
 * @param warnings what is better said otherwise in a manifest that is valid
 * @param changes what the manifest changes (plan) or has changed (apply)
 * @param secretMoves the secrets that it sends to another host
 * @param held the targets that are parked or disabled; an apply has the parked ones tried at once
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

  /** A report of a manifest that is not valid. */
  public static ManageReport wrong(List<Violation> violations) {
    return new ManageReport(violations, List.of(), List.of(), List.of(), List.of());
  }

  /** A report of a valid one. */
  public static ManageReport of(
      List<Violation> warnings,
      List<Change> changes,
      List<SecretMove> secretMoves,
      List<TargetView> held) {
    return new ManageReport(List.of(), warnings, changes, secretMoves, held);
  }
}
