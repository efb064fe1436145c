package dev.headroom.cycle.ask;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.AlertStates.CommitResult;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Outbox;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges open alerts, or snoozes them: a transition that everyone is told who was told of the
 * alert. It stops reminders, and nothing else.
 */
public final class AcknowledgeCycle {
  /** The action that acknowledges. */
  public static final String ACK = "ack";

  /** The action that snoozes. */
  public static final String SNOOZE = "snooze";

  /** The member for the end of a snooze. */
  public static final String UNTIL = "until";

  /** The member that names the alert. */
  public static final String ALERT = AskedAlert.MEMBER;

  private static final int MAX_DAYS = 30;
  private static final int MAX_CONFLICTS = 8;
  private static final int KEY_DIGITS = 12;

  private final AskedAlert alerts;
  private final AlertStates states;
  private final Outbox outbox;
  private final FleetStore fleet;
  private final SlotObservers observers;
  private final InstantSource clock;

  /**
   * The stores.
   *
   * @param outbox knows what an alert was last judged on
   */
  public record Stores(
      Episodes episodes, AlertStates states, Outbox outbox, OrgDirectory directory) {}

  /**
   * Uses these ports.
   *
   * @param fleet stores the audit
   * @param observers called after each commit
   * @param clock the clock of slots: a snooze ends by it
   */
  public AcknowledgeCycle(
      Stores stores, FleetStore fleet, SlotObservers observers, InstantSource clock) {
    this.alerts = new AskedAlert(stores.episodes(), stores.directory());
    this.states = stores.states();
    this.outbox = stores.outbox();
    this.fleet = fleet;
    this.observers = observers;
    this.clock = clock;
  }

  /** Returns the two orders. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.ACK, this::acknowledge),
        new TellOrder(TellForms.SNOOZE, this::snooze));
  }

  /** Acknowledges the alert named in {@code members}. Doing it again changes nothing. */
  public OrderReport acknowledge(TenantScope scope, Map<String, String> members, String actor) {
    return run(scope, members, false, actor);
  }

  /** Does the same until a time. */
  public OrderReport snooze(TenantScope scope, Map<String, String> members, String actor) {
    return run(scope, members, true, actor);
  }

  private OrderReport run(
      TenantScope scope, Map<String, String> members, boolean snooze, String actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Violation> violations = new ArrayList<>();
    AlertKey key = alerts.find(scope, members.get(ALERT), violations);
    String by = AskedName.read(members, violations);
    Instant until =
        snooze ? AskedTime.read(UNTIL, members.get(UNTIL), now, MAX_DAYS, violations) : null;
    if (key == null || !violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    Acknowledgement given = commit(key, new Acknowledgement(by, now, until), actor);
    if (given == null) {
      return OrderReport.wrong(
          List.of(
              new Violation(
                  ALERT,
                  key.hash(),
                  "is not the key of an open alert",
                  "The alert has ended in the meantime.")));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("key", key.hash());
    answer.putAll(Facts.acknowledged(given));
    Instant end = given.until();
    return OrderReport.of(
        "acknowledged",
        answer,
        "alert %s (%s, %s of %s) is %s by %s"
            .formatted(
                key.hash().substring(0, KEY_DIGITS),
                key.org().isFleet() ? "fleet" : key.org(),
                key.rule().word(),
                key.subjectId(),
                end == null ? "acknowledged" : "snoozed until " + end,
                given.by()));
  }

  /** Returns what holds now; null if the alert has ended. */
  private @Nullable Acknowledgement commit(AlertKey key, Acknowledgement asked, String actor) {
    boolean isAudited = false;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      OrgState state = states.read(key.org());
      Episode episode = state.open().get(key);
      if (episode == null) {
        return null;
      }
      Acknowledgement holds = episode.acknowledged();
      if (holds != null && isSame(holds, asked)) {
        return holds;
      }
      // Slots may lie ahead of the clock, and an alert's transitions are in order.
      Instant at = asked.at().isBefore(episode.updatedAt()) ? episode.updatedAt() : asked.at();
      Acknowledgement given = new Acknowledgement(asked.by(), at, asked.until());
      if (!isAudited) {
        audit(key, given, actor);
        isAudited = true;
      }
      Transition transition =
          new Transition.Acknowledged(
              key, episode.acknowledged(given), evidence(key, state, at), given);
      OrgState next = state.with(List.of(transition), null);
      if (states.commit(next, List.of(transition)) == CommitResult.COMMITTED) {
        // What an observer misses now it gets with the next slot.
        observers.tell(SlotObserver.Committed.of(next, at, List.of(transition)));
        return given;
      }
    }
    throw new IllegalStateException(
        "others changed the state of " + key.org() + " again and again");
  }

  private static boolean isSame(Acknowledgement holds, Acknowledgement asked) {
    return holds.equals(new Acknowledgement(asked.by(), holds.at(), asked.until()));
  }

  /** What the alert was last judged on, with the present numbers of its limit. */
  private Evidence evidence(AlertKey key, OrgState state, Instant at) {
    Evidence last =
        outbox
            .latest(key)
            .map(entry -> entry.transition().evidence().at(at))
            .orElseGet(() -> new Evidence.Other(at));
    OrgState.Known known = key.limit().map(limit -> state.known().get(limit)).orElse(null);
    return last instanceof Evidence.Use use && known != null && known.current()
        ? Evidence.Use.of(at, known.reading(), use.foresight())
            .naming(use.culprits(), use.unexplained())
        : last;
  }

  private void audit(AlertKey key, Acknowledgement given, String actor) {
    Instant until = given.until();
    fleet.audit(
        new AuditEntry(
            AskedName.actor(given.by(), actor),
            InstantSource.system().instant(),
            null,
            List.of(
                new Change(
                    Change.Action.ADD,
                    until == null ? "acknowledgement" : "snooze",
                    key.hash() + (until == null ? "" : " until " + until))),
            List.of(),
            List.of()));
  }
}
