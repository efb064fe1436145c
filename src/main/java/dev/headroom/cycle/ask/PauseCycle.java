package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.OrgState;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.UnavailableException;
import dev.headroom.report.PauseReport;
import dev.headroom.spend.Breaker;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Restraint;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pauses an org, so that it is not called for a while, and resumes it. */
public final class PauseCycle {
  /** The member for the end. */
  public static final String UNTIL = "until";

  /** The member for the reason. */
  public static final String REASON = "reason";

  /** The members of a pause besides its org. */
  public static final List<String> MEMBERS = List.of(UNTIL, REASON);

  private static final int MAX_CONFLICTS = 8;
  private static final int MAX_DAYS = (int) Pause.LONGEST.toDays();
  private static final String REASON_REMEDY =
      "Say why in 1 to " + Pause.MAX_REASON + " characters: others will read it.";

  private final OrgDirectory directory;
  private final FleetStore fleet;
  private final AlertStates states;
  private final SlotObservers observers;
  private final InstantSource fleetClock;

  /**
   * Uses these ports.
   *
   * @param fleet stores the audit
   * @param observers called after each commit
   * @param fleetClock the clock of slots: a pause ends by it
   */
  public PauseCycle(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      SlotObservers observers,
      InstantSource fleetClock) {
    this.directory = directory;
    this.fleet = fleet;
    this.states = states;
    this.observers = observers;
    this.fleetClock = fleetClock;
  }

  /** Returns true if the fleet has an org with that id that {@code scope} sees. */
  public boolean hasOrg(TenantScope scope, String id) {
    return AskedOrg.find(scope, directory, id).isPresent();
  }

  /**
   * Pauses an org, or replaces the end and reason of its pause.
   *
   * @param scope what the caller may see
   * @param members {@link #MEMBERS}
   * @param actor who asks
   * @throws UnavailableException if the store does not answer
   */
  public PauseReport pause(
      TenantScope scope, String id, Map<String, String> members, String actor) {
    Instant now = fleetClock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Violation> violations = new ArrayList<>();
    Optional<Org> org = AskedOrg.find(scope, directory, id);
    if (org.isEmpty()) {
      violations.add(AskedOrg.unknown(id, "is not an org of the fleet"));
    }
    Instant until = AskedTime.read(UNTIL, members.get(UNTIL), now, MAX_DAYS, violations);
    String reason = reason(members, violations);
    if (org.isEmpty() || until == null || !violations.isEmpty()) {
      return PauseReport.wrong(violations);
    }
    Pause pause = new Pause(now, until, actor, reason);
    audit(
        actor,
        Change.Action.ADD,
        "%s until %s: %s".formatted(org.get().id(), until, pause.reason()));
    commit(org.get().id(), now, restraint -> restraint.paused(pause));
    return new PauseReport(List.of(), org.get().id(), pause);
  }

  /** What is wrong with {@link #MEMBERS}; nothing is done. */
  public List<Violation> violations(Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    AskedTime.read(
        UNTIL,
        members.get(UNTIL),
        fleetClock.instant().truncatedTo(ChronoUnit.SECONDS),
        MAX_DAYS,
        violations);
    reason(members, violations);
    return violations;
  }

  private static String reason(Map<String, String> members, List<Violation> violations) {
    String reason = members.getOrDefault(REASON, "").strip();
    if (reason.isEmpty() || reason.codePointCount(0, reason.length()) > Pause.MAX_REASON) {
      violations.add(
          new Violation(
              REASON,
              null,
              reason.isEmpty()
                  ? "is missing"
                  : "is longer than " + Pause.MAX_REASON + " characters",
              REASON_REMEDY));
    }
    return reason;
  }

  /**
   * Ends the pause of an org, if it has one, and lets it be read at its next slot even if its last
   * readings failed.
   *
   * @param scope what the caller may see
   * @param actor who asks
   * @throws UnavailableException if the store does not answer
   */
  public PauseReport resume(TenantScope scope, String id, String actor) {
    Instant now = fleetClock.instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<Org> org = AskedOrg.find(scope, directory, id);
    if (org.isEmpty()) {
      return PauseReport.wrong(List.of(AskedOrg.unknown(id, "is not an org of the fleet")));
    }
    Restraint before = states.read(org.get().id()).upkeep().restraint();
    Pause pause = before.isPausedAt(now) ? before.pause() : null;
    if (pause != null) {
      audit(actor, Change.Action.REMOVE, org.get().id().value());
    }
    if (pause != null || !before.breaker().equals(Breaker.CLOSED)) {
      commit(org.get().id(), now, restraint -> restraint.paused(null).with(Breaker.CLOSED));
    }
    return new PauseReport(List.of(), org.get().id(), pause);
  }

  private interface Step {
    Restraint after(Restraint before);
  }

  private void commit(OrgId org, Instant now, Step step) {
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(org);
      OrgState next =
          state
              .with(List.of(), null)
              .remembering(state.upkeep().with(step.after(state.upkeep().restraint())));
      if (states.commit(next, List.of()) == CommitResult.COMMITTED) {
        // What an observer misses now it gets with the next slot.
        observers.tell(SlotObserver.Committed.of(next, now, List.of()));
        return;
      }
    }
    throw new IllegalStateException("others changed the state of " + org + " again and again");
  }

  private void audit(String actor, Change.Action action, String text) {
    fleet.audit(
        new AuditEntry(
            actor,
            InstantSource.system().instant(),
            null,
            List.of(new Change(action, "pause", text)),
            List.of(),
            List.of()));
  }
}
