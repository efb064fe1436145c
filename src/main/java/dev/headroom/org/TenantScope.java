package dev.headroom.org;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose orgs somebody may see. Everything that is read to be shown is read for a scope; what lies
 * outside of it is not there for its holder, in counts, choices and errors too.
 */
public sealed interface TenantScope {
  /** Every tenant: what an operator sees. */
  static TenantScope all() {
    return new All();
  }

  /** One tenant and no other. */
  static TenantScope of(TenantId tenant) {
    return new One(tenant);
  }

  /** Whether the orgs of the tenant with this id are seen. */
  boolean sees(String tenant);

  /** Whether {@code org} is seen. */
  default boolean sees(Org org) {
    return sees(org.tenant());
  }

  /**
   * Whether the fleet as a whole is seen: what belongs to no org, such as targets and Headroom's
   * own troubles.
   */
  default boolean seesFleet() {
    return tenant().isEmpty();
  }

  /**
   * Whether something is seen that may belong to a tenant, such as a target.
   *
   * @param tenant null where it belongs to none: then it is seen with the fleet
   */
  default boolean seesWhatBelongsTo(@Nullable String tenant) {
    return tenant == null ? seesFleet() : sees(tenant);
  }

  /** The one tenant that is seen; empty when all are. */
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
