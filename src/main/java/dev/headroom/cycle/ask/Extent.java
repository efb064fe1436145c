package dev.headroom.cycle.ask;

import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetDiff;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.TenantClaims;
import dev.headroom.fleet.TenantPart;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.TenantId;
import java.util.List;
import java.util.function.Predicate;

/** How much of the fleet a manifest is the desired state of. */
sealed interface Extent {
  /** Returns why {@code wanted} may not be applied to {@code stored}; empty if it may. */
  List<Violation> refused(Fleet stored, Fleet wanted);

  List<Change> changes(Fleet stored, Fleet wanted);

  /** Returns a secret's move as whoever wrote the manifest may see it. */
  SecretMove shown(SecretMove move);

  /** Returns who is written into the audit. */
  String actor(String actor);

  /** Says which targets an apply retries, and which are shown. */
  Predicate<TargetId> targets();

  void apply(Fleet wanted, AuditEntry entry);

  /** Everything. */
  record Whole(FleetStore store) implements Extent {
    @Override
    public List<Violation> refused(Fleet stored, Fleet wanted) {
      return List.of();
    }

    @Override
    public List<Change> changes(Fleet stored, Fleet wanted) {
      return FleetDiff.between(stored, wanted);
    }

    @Override
    public SecretMove shown(SecretMove move) {
      return move;
    }

    @Override
    public String actor(String actor) {
      return actor;
    }

    @Override
    public Predicate<TargetId> targets() {
      return any -> true;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      store.apply(wanted, entry);
    }
  }

  /** What is the tenant's own. */
  record OfTenant(FleetStore store, TenantId tenant) implements Extent {
    @Override
    public List<Violation> refused(Fleet stored, Fleet wanted) {
      return TenantClaims.beside(stored, store.settings().targets(), wanted, tenant);
    }

    @Override
    public List<Change> changes(Fleet stored, Fleet wanted) {
      return FleetDiff.between(TenantPart.own(stored, tenant), TenantPart.own(wanted, tenant));
    }

    /** The hosts that a secret goes to so far may be another tenant's. */
    @Override
    public SecretMove shown(SecretMove move) {
      return new SecretMove(move.path(), move.secret(), List.of("another host"), move.to());
    }

    @Override
    public String actor(String actor) {
      return actor + ", for tenant " + tenant;
    }

    @Override
    public Predicate<TargetId> targets() {
      return id -> {
        Target target = store.settings().targets().get(id);
        return target != null && tenant.value().equals(target.tenant());
      };
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      store.change(stored -> TenantPart.replace(stored, wanted, tenant), entry);
    }
  }
}
