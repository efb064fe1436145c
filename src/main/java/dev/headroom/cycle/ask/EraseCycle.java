package dev.headroom.cycle.ask;

import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.UnavailableException;
import dev.headroom.report.EraseReport;
import dev.headroom.usage.UsageErasure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drops what is kept of the API usage of an org, or of one of its users. */
public final class EraseCycle {
  /** The member for the user. */
  public static final String USER = "user";

  /** The members besides the org. */
  public static final List<String> MEMBERS = List.of(USER);

  private static final int MAX_USER = 255;

  private final OrgDirectory directory;
  private final FleetStore fleet;
  private final UsageErasure usage;

  /**
   * Uses these ports.
   *
   * @param fleet stores the audit
   */
  public EraseCycle(OrgDirectory directory, FleetStore fleet, UsageErasure usage) {
    this.directory = directory;
    this.fleet = fleet;
    this.usage = usage;
  }

  /**
   * Erases. An org that has left the fleet can be erased by those who see all orgs.
   *
   * @param scope what the caller may see
   * @param id of the org
   * @param members {@link #MEMBERS}; without a user the org as a whole is erased
   * @param actor who asks
   * @throws UnavailableException if the store does not answer
   */
  public EraseReport erase(
      TenantScope scope, String id, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    Optional<OrgId> org = org(scope, id);
    if (org.isEmpty()) {
      violations.add(AskedOrg.unknown(id, "is not an org of the fleet"));
    }
    String user = members.getOrDefault(USER, "").strip();
    if (members.containsKey(USER) && (user.isEmpty() || user.length() > MAX_USER)) {
      violations.add(
          new Violation(
              USER,
              null,
              user.isEmpty() ? "is empty" : "is longer than " + MAX_USER + " characters",
              "Write a user name, or an id of 15 or 18 characters."));
    }
    if (!violations.isEmpty() || org.isEmpty()) {
      return new EraseReport(violations, 0);
    }
    // The audit is kept: it names the org, never the user.
    audit(actor, org.get() + (user.isEmpty() ? ": usage" : ": usage of a user"));
    int rows = user.isEmpty() ? usage.erase(org.get()) : usage.erase(org.get(), user);
    return new EraseReport(List.of(), rows);
  }

  private Optional<OrgId> org(TenantScope scope, String id) {
    Optional<OrgId> there = AskedOrg.find(scope, directory, id).map(org -> org.id());
    if (there.isPresent() || !scope.equals(TenantScope.all())) {
      return there;
    }
    try {
      return Optional.of(new OrgId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void audit(String actor, String what) {
    fleet.audit(
        new AuditEntry(
            actor,
            InstantSource.system().instant(),
            null,
            List.of(new Change(Change.Action.REMOVE, "usage", what)),
            List.of(),
            List.of()));
  }
}
