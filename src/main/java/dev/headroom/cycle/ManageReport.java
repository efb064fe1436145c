package dev.headroom.cycle;

import dev.headroom.fleet.Change;
import dev.headroom.fleet.Violation;
import java.util.List;

/**
 * What a manage run found and did.
 *
 * @param violations everything wrong with the manifest; when there is any, nothing else was done
 * @param changes what the manifest changes (plan) or has changed (apply)
 */
public record ManageReport(List<Violation> violations, List<Change> changes) {
  public ManageReport {
    violations = List.copyOf(violations);
    changes = List.copyOf(changes);
  }
}
