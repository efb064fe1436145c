package dev.headroom.fleet;

import java.time.Instant;
import java.util.List;

/** Keeps the fleet. Orgs are read through {@link dev.headroom.org.OrgDirectory}. */
public interface FleetStore {
  /**
   * Policies, targets and routes; as old as one second at most, never older than this process's own
   * apply.
   */
  Settings settings();

  /** The whole stored fleet, read consistently; {@link Fleet#EMPTY} when none was applied. */
  Fleet load();

  /**
   * Makes {@code wanted} the stored fleet. Idempotent: a run that was cut off is repaired by the
   * next. Writes one audit entry when {@code changes} is not empty.
   *
   * @param changes what {@code wanted} changes
   * @param actor who asked for it, for the audit
   */
  void apply(Fleet wanted, List<Change> changes, String actor, Instant at);
}
