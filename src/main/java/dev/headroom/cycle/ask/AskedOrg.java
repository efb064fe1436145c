package dev.headroom.cycle.ask;

import dev.headroom.alert.OrgState;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The org that a person asks about, as they wrote it. */
final class AskedOrg {
  private static final int MAX_SHOWN = 100;

  private AskedOrg() {}

  /** Returns the org with that id; empty if the fleet has none, or none that {@code scope} sees. */
  static Optional<Org> find(TenantScope scope, OrgDirectory directory, String id) {
    return OrgId.FORM.matcher(id).matches()
        ? directory.find(new OrgId(id)).filter(scope::sees)
        : Optional.empty();
  }

  /** Returns a time just after the newest slot of the org; now if none was committed. */
  static Instant endOfHistory(OrgState state, InstantSource clock) {
    Instant last = state.lastSlot();
    return last == null ? clock.instant() : last.plusSeconds(1);
  }

  /** Returns the violation for an org that does not exist. */
  static Violation unknown(String id, String problem) {
    return new Violation(
        "org",
        id.length() > MAX_SHOWN ? null : id,
        problem,
        "Write the id of an org of the fleet.");
  }
}
