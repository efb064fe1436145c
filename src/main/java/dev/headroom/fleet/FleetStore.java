package dev.headroom.fleet;

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
   * next. Keeps {@code entry} when it has changes.
   *
   * @param entry who asks for it, when, and what {@code wanted} changes
   */
  void apply(Fleet wanted, AuditEntry entry);

  /** Keeps the entry of what changes no fleet; called before it is done. */
  void audit(AuditEntry entry);
}
