package dev.headroom.fleet;

import java.util.function.UnaryOperator;

/** Stores the fleet. Orgs are read through {@link dev.headroom.org.OrgDirectory}. */
public interface FleetStore {
  /**
   * Returns policies, targets and routes; at most one second old, never older than this process's
   * own apply.
   */
  Settings settings();

  /**
   * Returns the same without targets, which fewer reads find: for those who poll and hand over.
   * Whether it has none at all is not to be seen in it.
   */
  default Settings rules() {
    return settings();
  }

  /** Returns the whole stored fleet, read consistently; {@link Fleet#EMPTY} if none was applied. */
  Fleet load();

  /**
   * Makes {@code wanted} the stored fleet. Idempotent: the next run repairs one that was cut off.
   * Stores {@code entry} if it has changes.
   *
   * @param entry who asked for it, when, and what {@code wanted} changes
   */
  void apply(Fleet wanted, AuditEntry entry);

  /**
   * Applies a change of the stored fleet, which may be made of a fleet that others have changed
   * meanwhile: their changes are kept. Idempotent, as {@link #apply}.
   *
   * @param change returns the desired fleet for a stored one; may be called several times
   */
  default void change(UnaryOperator<Fleet> change, AuditEntry entry) {
    apply(change.apply(load()), entry);
  }

  /** Stores an entry for something that changes no fleet; called before it is done. */
  void audit(AuditEntry entry);
}
