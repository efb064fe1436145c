package dev.headroom.local.web;

import static dev.headroom.local.web.Fixtures.CALLS;
import static dev.headroom.local.web.Fixtures.SLOT;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An org whose calls ran out two days ago and are running out again: attention was told to the chat
 * alone; of the escalation the chat knows, the webhook holds, and a target that the manifest has no
 * more is unknown.
 */
final class StoriedOrg {
  static final String ID = "umbrella-crm";
  static final OrgId ORG = new OrgId(ID);
  static final AlertKey KEY = AlertKey.usage(ORG, CALLS);
  static final Instant FIRST = SLOT.minus(Duration.ofHours(50));
  static final Instant FIRST_END = SLOT.minus(Duration.ofHours(46));
  static final Instant OPENED = SLOT.minus(Duration.ofHours(3));
  static final Instant ESCALATED = SLOT.minus(Duration.ofHours(1));
  static final TargetId CHAT = new TargetId("chat");
  static final TargetId HOOKS = new TargetId("hooks");
  static final TargetId GONE = new TargetId("removed");

  private final AlertStates states;
  private final InMemoryNotifyStore store;
  private @Nullable Decision before;
  private @Nullable Episode open;
  private long version;

  private StoriedOrg(AlertStates states, InMemoryNotifyStore store) {
    this.states = states;
    this.store = store;
  }

  static void remove(FakeFleet fleet) {
    fleet.remove(ORG);
  }

  static void fill(FakeFleet fleet, AlertStates states, InMemoryNotifyStore store) {
    fleet.add(Fixtures.org(ID, Map.of("env", "prod")));
    samples(fleet);
    StoriedOrg story = new StoriedOrg(states, store);
    story.earlier();
    story.now();
  }

  private static void samples(FakeFleet fleet) {
    for (int i = 0; i < 12 * 60; i++) {
      Instant at = SLOT.minusSeconds(300L * i);
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(CALLS, Reading.ofUsed(used(at), 100_000));
      fleet.put(ORG, new Sample(at, new Snapshot(readings, true)));
    }
  }

  private static long used(Instant at) {
    double hours = Duration.between(FIRST, at).toMinutes() / 60.0;
    if (hours < 5) {
      return Math.round(100_000 - 12_000 * Math.abs(hours - 2));
    }
    double last = Duration.between(OPENED, at).toMinutes() / 60.0;
    return Math.round(last < 0 ? 45_000 + 300 * (50 - hours) : 60_200 + 7_900 * last);
  }

  private void earlier() {
    Instant used = FIRST.plus(Duration.ofHours(2));
    Instant eased = FIRST.plus(Duration.ofHours(3));
    Episode attention = episode(FIRST, Severity.ATTENTION, Severity.ATTENTION, FIRST, null);
    Episode exhausted = episode(FIRST, Severity.EXHAUSTED, Severity.EXHAUSTED, used, null);
    Episode down = episode(FIRST, Severity.ATTENTION, Severity.EXHAUSTED, eased, null);
    Episode over = episode(FIRST, Severity.ATTENTION, Severity.EXHAUSTED, FIRST_END, FIRST_END);
    tell(new Transition.Opened(KEY, attention, use(FIRST, 61_000)), List.of(CHAT));
    tell(
        new Transition.Escalated(KEY, exhausted, use(used, 100_000), Severity.ATTENTION),
        List.of(CHAT));
    tell(
        new Transition.DeEscalated(KEY, down, use(eased, 74_000), Severity.EXHAUSTED),
        List.of(CHAT));
    tell(new Transition.Resolved(KEY, over, use(FIRST_END, 48_000)), List.of(CHAT));
  }

  private void now() {
    Episode attention = episode(OPENED, Severity.ATTENTION, Severity.ATTENTION, OPENED, null);
    Episode escalation =
        new Episode(
            OPENED,
            Severity.ESCALATION,
            Severity.ESCALATION,
            Reason.PROJECTION,
            ESCALATED,
            null,
            new Episode.Held(Severity.ATTENTION, Severity.ESCALATION, ESCALATED));
    tell(new Transition.Opened(KEY, attention, use(OPENED, 60_200)), List.of(CHAT));
    Foresight foresight =
        new Foresight.Exhaustion(
            SLOT.plus(Duration.ofHours(2)),
            SLOT.plus(Duration.ofHours(1)),
            SLOT.plus(Duration.ofHours(4)),
            0.83,
            OPENED,
            "since 07:05 usage runs at 3.1x a normal Wednesday; likely out around 12:05 (83 %)");
    tell(
        new Transition.Escalated(
            KEY,
            escalation,
            Evidence.Use.of(ESCALATED, Reading.ofUsed(76_000, 100_000), foresight),
            Severity.ATTENTION),
        List.of(CHAT, GONE, HOOKS));
  }

  private static Episode episode(
      Instant opened, Severity now, Severity worst, Instant updated, @Nullable Instant resolved) {
    return new Episode(
        opened,
        now,
        worst,
        Reason.THRESHOLD,
        updated,
        resolved,
        Episode.Held.by(Reason.THRESHOLD, now, updated));
  }

  private static Evidence.Use use(Instant slot, long used) {
    return Evidence.Use.of(slot, Reading.ofUsed(used, 100_000));
  }

  private void tell(Transition transition, List<TargetId> targets) {
    open = transition.episode().isOpen() ? transition.episode() : null;
    Reading reading = Reading.ofUsed(used(SLOT), 100_000);
    states.commit(
        new OrgState(
            ORG,
            ++version,
            SLOT,
            SLOT.plusSeconds(2),
            new TreeMap<>(Map.of(CALLS, new Known(reading, true))),
            open == null ? Map.of() : Map.of(KEY, open),
            null),
        List.of(transition));
    if (isTold(transition)) {
      return;
    }
    OutboxId id = store.append(transition, FakeClocks.REAL_NOW);
    OutboxEntry entry = store.find(id).orElseThrow();
    TreeMap<TargetId, OutboxId> last = new TreeMap<>();
    targets.forEach(target -> last.put(target, id));
    Decision decision = new Decision(targets, last, "umbrella", new TreeMap<>());
    store.handOver(
        entry, decision, decision.deliveries(id, before, FakeClocks.REAL_NOW), FakeClocks.REAL_NOW);
    before = decision;
    for (Delivery made : store.of(id)) {
      store.replaceIfUnchanged(made, after(made), FakeClocks.REAL_NOW);
    }
  }

  /** The fleet is filled before each test, the outbox once. */
  private boolean isTold(Transition transition) {
    return store
        .latest(KEY)
        .map(entry -> !entry.transition().evidence().slot().isBefore(transition.evidence().slot()))
        .orElse(false);
  }

  private static Delivery after(Delivery made) {
    Instant at = FakeClocks.REAL_NOW.minus(Duration.ofMinutes(58));
    Delivery claimed = made.claimed(at);
    return claimed.target().equals(CHAT)
        ? claimed.delivered("200 ok", true, at)
        : claimed.parked(
            new Problem("unusable", "it answered 400, routing_key is invalid", at), false, at);
  }
}
