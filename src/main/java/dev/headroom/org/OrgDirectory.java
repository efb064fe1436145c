package dev.headroom.org;

import java.util.List;
import java.util.Optional;

/** The orgs of the fleet. Answers may be up to one second old. */
public interface OrgDirectory {
  /**
   * Returns the org with this id; empty if the fleet does not have it (never had, or it was
   * removed).
   */
  Optional<Org> find(OrgId id);

  /** Returns every org of the fleet, ordered by id. */
  List<Org> all();

  /**
   * Returns whether the holder of {@code scope} is not shown names of users, see {@link
   * Tenant#personalData}; false for a scope of every tenant.
   */
  default boolean hidesNames(TenantScope scope) {
    return false;
  }
}
