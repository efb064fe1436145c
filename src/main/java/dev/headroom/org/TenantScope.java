package dev.headroom.org;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose orgs a viewer may see. Everything that is shown is read for a scope; what lies outside it
 * does not exist for its holder, in counts, choices and errors either.
 */
public sealed interface TenantScope {
  /** Returns the scope of an operator: every tenant. */
  static TenantScope all() {
    return new All();
  }

  /** Returns the scope of one tenant and no other. */
  static TenantScope of(TenantId tenant) {
    return new One(tenant);
  }

  /** Returns whether the orgs of the tenant with this id are visible. */
  boolean sees(String tenant);

  /** Returns whether {@code org} is visible. */
  default boolean sees(Org org) {
    return sees(org.tenant());
  }

  /**
   * Returns whether the fleet as a whole is visible: what belongs to no org, such as targets and
   * Headroom's own troubles.
   */
  default boolean seesFleet() {
    return tenant().isEmpty();
  }

  /**
   * Returns whether something that may belong to a tenant, such as a target, is visible.
   *
   * @param tenant null if it belongs to none: then it is visible with the fleet
   */
  default boolean seesWhatBelongsTo(@Nullable String tenant) {
    return tenant == null ? seesFleet() : sees(tenant);
  }

  /** Returns the only visible tenant; empty when all are. */
  Optional<TenantId> tenant();

  /** Every tenant. */
  record All() implements TenantScope {
    @Override
    public boolean sees(String tenant) {
      return true;
    }

    @Override
    public Optional<TenantId> tenant() {
      return Optional.empty();
    }
  }

  /** One tenant. */
  record One(TenantId id) implements TenantScope {
    @Override
    public boolean sees(String tenant) {
      return id.value().equals(tenant);
    }

    @Override
    public Optional<TenantId> tenant() {
      return Optional.of(id);
    }
  }
}
