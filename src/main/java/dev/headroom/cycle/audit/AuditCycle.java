package dev.headroom.cycle.audit;

import dev.headroom.access.AccessDay;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessSource;
import dev.headroom.access.AlertPlan;
import dev.headroom.access.Audit;
import dev.headroom.access.AuditMemory;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.ToldNames;
import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.StateHeaderReadings;
import dev.headroom.fleet.FleetStore;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads an org's API access, stores its posture and reports what is new. The posture is stored
 * before anything is reported, and the report's memory after it: a run that aborts is finished by
 * the next one, which does not ask the org again for what is stored.
 */
public final class AuditCycle {
  /** Orgs read at once; each holds the org's replies in memory. */
  private static final int AT_ONCE = 5;

  private final Stores stores;
  private final AccessSource source;
  private final Spending spending;
  private final FindingAlerts alerts;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /** What the cycle reads and writes. */
  public record Stores(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      PostureStore postures,
      ToldNames told) {}

  /** What a reading may spend. */
  public record Spending(OwnCalls calls, Logins logins) {}

  /** The logins that a job may make. */
  @FunctionalInterface
  public interface Logins {
    /** Returns the logins at an org in a turn. */
    LoginBudget of(OrgId org, Instant at);
  }

  /** A cycle over these stores. */
  public AuditCycle(
      Stores stores, AccessSource source, Spending spending, SlotObservers observers) {
    this.stores = stores;
    this.source = source;
    this.spending = spending;
    this.alerts = new FindingAlerts(stores.states, observers);
  }

  /**
   * Does an org's turn. Its time is the only clock.
   *
   * @throws RuntimeException if the store is not available
   */
  public AuditReport audit(OrgJobMessage turn) {
    places.acquireUninterruptibly();
    try {
      Optional<Org> org = stores.directory.find(turn.org());
      if (org.isEmpty()) {
        return new AuditReport.NotInFleet(turn.org());
      }
      AuditReport report = audit(org.get(), turn.at());
      if (report instanceof AuditReport.Done || report instanceof AuditReport.Waits) {
        stores.told.forget(turn.org(), turn.at());
      }
      return report;
    } finally {
      places.release();
    }
  }

  private AuditReport audit(Org org, Instant at) {
    AuditMemory memory = stores.postures.memory(org.id());
    if (memory.at() != null && !memory.at().isBefore(at)) {
      return new AuditReport.Past(org.id());
    }
    AccessPolicy policy =
        AccessPolicy.of(
                stores.fleet.settings().access(), org.id().value(), org.tenant(), org.tags())
            .orElse(AccessPolicy.DEFAULT);
    LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
    Posture newest = stores.postures.newest(org.id(), day).orElse(null);
    if (newest != null && newest.takenAt().isAfter(at)) {
      return new AuditReport.Past(org.id());
    }
    Posture dayBefore = stores.postures.newest(org.id(), day.minusDays(1)).orElse(null);
    if (newest != null && newest.takenAt().equals(at)) {
      return tell(org.id(), memory, dayBefore, newest, policy, 0);
    }
    OwnTurn own = new OwnTurn(spending.calls, Purpose.ACCESS, org, at);
    LookOutcome outcome;
    try {
      if (!own.begin()) {
        return new AuditReport.Waits(org.id(), 0, String.valueOf(own.refused()));
      }
      outcome =
          source.look(org, new LookRequest(at, List.of()), spending.logins.of(org.id(), at), own);
    } finally {
      own.end();
    }
    if (outcome.told() != null) {
      new StateHeaderReadings(stores.states).heard(org, outcome.told(), at);
    }
    return switch (outcome) {
      case LookOutcome.Unseen unseen ->
          new AuditReport.Waits(org.id(), unseen.calls(), unseen.detail() + " " + unseen.remedy());
      case LookOutcome.Seen seen -> {
        if (own.refused() != null) {
          // Half a reading would claim that the rest cannot be read.
          yield new AuditReport.Waits(org.id(), seen.calls(), own.refused());
        }
        Posture posture = Audit.judge(seen.look(), policy.rule());
        AccessDay kept = AccessDay.of(posture, ofSameOrg(dayBefore, posture));
        yield stores.postures.save(org.id(), posture, kept)
            ? tell(org.id(), memory, newest, posture, policy, seen.calls())
            : new AuditReport.Overtaken(org.id());
      }
    };
  }

  private static @Nullable Posture ofSameOrg(@Nullable Posture before, Posture posture) {
    return before != null && before.org().equals(posture.org()) ? before : null;
  }

  private AuditReport tell(
      OrgId org,
      AuditMemory memory,
      @Nullable Posture before,
      Posture posture,
      AccessPolicy policy,
      int calls) {
    Posture previous = ofSameOrg(before, posture);
    // Another org at the same address has nothing to compare with.
    AuditMemory known =
        before != null && previous == null
            ? new AuditMemory(
                memory.version(), memory.at(), "", memory.seen(), memory.known(), memory.alerts())
            : memory;
    AlertPlan.Plan plan = AlertPlan.of(known, previous, posture, policy);
    Optional<Integer> transitions = alerts.commit(org, posture.takenAt(), plan);
    if (transitions.isEmpty() || !stores.postures.remember(org, plan.next())) {
      return new AuditReport.Overtaken(org);
    }
    return new AuditReport.Done(
        org, posture.findings().size(), posture.unread().size(), transitions.get(), calls);
  }
}
