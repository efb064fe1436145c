package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.tell.FaultyWorld.Answer;
import dev.headroom.cycle.tell.FaultyWorld.Faults;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Pace;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Generated transitions of a fleet, followed from {@code publish} to receivers that count what they
 * show. Two receivers know an alert by its dedup key and a message by its id; one knows neither.
 */
final class DeliveryProof {
  private static final TargetId PAGER = new TargetId("pager");
  private static final TargetId HOOKS = new TargetId("hooks");
  private static final TargetId CHAT = new TargetId("chat");

  /** After the last transition: longer than any outage, and than a parked target's trials. */
  private static final Duration AFTER = Duration.ofDays(3);

  /**
   * What was found.
   *
   * @param lost transitions that a target should show and does not
   * @param doubled messages that a receiver with a dedup key shows twice, or out of order
   * @param unexplained repeats at the receiver without one, beyond one per crash between sending
   *     and recording, and one per lost answer
   * @param repeats at the receiver without a dedup key, in all
   */
  record Findings(
      int transitions,
      int deliveries,
      int invocations,
      int crashes,
      int lost,
      int doubled,
      int unexplained,
      int repeats) {}

  private final FaultyWorld world;
  private final Random random;
  private final Map<TargetId, Receiver> receivers = new LinkedHashMap<>();
  private int transitions;

  private DeliveryProof(long seed, Faults faults) {
    Map<TargetId, Pace> paces = new LinkedHashMap<>();
    paces.put(PAGER, new Pace(Duration.ofMillis(520), 5));
    paces.put(HOOKS, Pace.DEFAULT);
    paces.put(CHAT, Pace.perSecond(1, 5));
    world = new FaultyWorld(seed, faults, paces);
    random = new Random(~seed);
    receivers.put(PAGER, new Receiver(PAGER, true));
    receivers.put(HOOKS, new Receiver(HOOKS, true));
    receivers.put(CHAT, new Receiver(CHAT, false));
    receivers.forEach(world::answer);
  }

  static Findings run(long seed, int orgs, int days, Faults faults) {
    Instant end = FaultyWorld.START.plus(Duration.ofDays(days));
    return run(
        seed,
        end,
        faults,
        proof -> {
          for (int org = 0; org < orgs; org++) {
            proof.generate(new OrgId("org-" + org), end);
          }
        });
  }

  /** The same for transitions that something else committed, each at its time. */
  static Findings run(long seed, Instant end, Faults faults, List<PolledFleet.Committed> all) {
    return run(
        seed, end, faults, proof -> all.forEach(one -> proof.commit(one.at(), one.transition())));
  }

  private static Findings run(
      long seed, Instant end, Faults faults, Consumer<DeliveryProof> transitions) {
    DeliveryProof proof = new DeliveryProof(seed, faults);
    for (Receiver receiver : proof.receivers.values()) {
      receiver.plan(end);
    }
    transitions.accept(proof);
    proof.world.runUntil(end.plus(AFTER));
    return proof.findings();
  }

  /** Every second day an episode or so, of one to six transitions, seconds to hours apart. */
  private void generate(OrgId org, Instant end) {
    AlertKey key = AlertKey.usage(org, LimitName.DAILY_API_REQUESTS);
    Instant at = FaultyWorld.START.plusSeconds(random.nextInt(172_800));
    while (at.isBefore(end)) {
      Instant opened = at;
      Severity severity = Severity.ATTENTION;
      commit(
          at,
          new Transition.Opened(
              key, new Episode(opened, severity, Reason.THRESHOLD, at, null), use(at, 62_000)));
      for (int more = random.nextInt(5); more > 0; more--) {
        at = at.plusSeconds(gap());
        Severity before = severity;
        severity = before == Severity.ATTENTION ? Severity.ESCALATION : Severity.ATTENTION;
        Episode episode = new Episode(opened, severity, Reason.THRESHOLD, at, null);
        commit(
            at,
            severity == Severity.ESCALATION
                ? new Transition.Escalated(key, episode, use(at, 82_000), before)
                : new Transition.DeEscalated(key, episode, use(at, 71_000), before));
      }
      at = at.plusSeconds(gap());
      commit(
          at,
          new Transition.Resolved(
              key, new Episode(opened, severity, Reason.THRESHOLD, at, at), use(at, 10_000)));
      at = at.plusSeconds(300 + random.nextInt(345_600));
    }
  }

  private long gap() {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 300L * (1 + random.nextInt(36));
  }

  private static Evidence use(Instant at, long used) {
    return Evidence.Use.of(at, Reading.ofUsed(used, 100_000));
  }

  private void commit(Instant at, Transition transition) {
    transitions++;
    world.commitAt(at, transition);
  }

  private Findings findings() {
    List<Delivery> all = world.store.deliveries();
    int lost = world.store.pending(Instant.MAX, Integer.MAX_VALUE).size();
    int repeats = 0;
    int unexplained = 0;
    for (Delivery delivery : all) {
      Receiver receiver = receivers.get(delivery.target());
      if (receiver == null) {
        throw new AssertionError(delivery.ref() + " goes nowhere");
      }
      int shown = receiver.received.getOrDefault(delivery.outbox(), 0);
      boolean right =
          switch (delivery.status()) {
            case DELIVERED -> shown > 0;
            case OVERTAKEN -> true;
            case NOT_NEEDED -> !receiver.open.containsKey(key(delivery));
            default -> false;
          };
      lost += right ? 0 : 1;
      if (!receiver.dedups && shown > 1) {
        repeats += shown - 1;
        unexplained += Math.max(0, shown - 1 - world.mayRepeat(delivery.ref()));
      }
    }
    int doubled = 0;
    for (Receiver receiver : receivers.values()) {
      doubled += receiver.doubled;
      // Every episode is over: whoever was told of an opening was told of its end.
      lost += receiver.open.size();
    }
    lost += transitions * receivers.size() - all.size();
    return new Findings(
        transitions,
        all.size(),
        world.invocations,
        world.crashes,
        lost,
        doubled,
        unexplained,
        repeats);
  }

  private AlertKey key(Delivery delivery) {
    return world.store.find(delivery.outbox()).orElseThrow().transition().key();
  }

  /** A receiver that fails in every way at times. */
  private final class Receiver implements FaultyWorld.Answers {
    private enum Trouble {
      BUSY,
      DOWN,
      STALLED,
      RESET,
      REFUSED
    }

    private record Outage(Instant from, Instant to, Trouble trouble) {}

    private final TargetId id;
    private final boolean dedups;
    private final List<Outage> outages = new ArrayList<>();
    private final Map<OutboxId, Integer> received = new HashMap<>();
    private final Map<AlertKey, OutboxId> newest = new HashMap<>();
    private final Map<AlertKey, Instant> open = new HashMap<>();
    private final Set<OutboxId> overtaken = new HashSet<>();
    private int doubled;
    private int next;

    Receiver(TargetId id, boolean dedups) {
      this.id = id;
      this.dedups = dedups;
    }

    /** About once a day an outage of minutes to hours, and first one of five hours. */
    void plan(Instant end) {
      Instant at = FaultyWorld.START.plusSeconds(random.nextInt(43_200));
      boolean isLong = true;
      while (at.isBefore(end)) {
        Instant to = at.plusSeconds(isLong ? 18_000 : 60 + random.nextInt(2_400));
        Trouble[] all = Trouble.values();
        outages.add(new Outage(at, to, isLong ? Trouble.DOWN : all[random.nextInt(all.length)]));
        isLong = false;
        at = to.plusSeconds(3_600 + random.nextInt(90_000));
      }
    }

    private @Nullable Trouble trouble(Instant now) {
      while (next < outages.size() && !outages.get(next).to().isAfter(now)) {
        next++;
      }
      return next < outages.size() && !outages.get(next).from().isAfter(now)
          ? outages.get(next).trouble()
          : random.nextInt(50) == 0 ? Trouble.values()[random.nextInt(4)] : null;
    }

    @Override
    public Answer to(OutboxId outbox, Notification notification, Instant now) {
      Duration took = Duration.ofMillis(20 + random.nextInt(400));
      Trouble trouble = trouble(now);
      if (trouble == null) {
        receive(outbox, notification);
        return new Answer(new DeliveryResult.Accepted("ok"), took);
      }
      return switch (trouble) {
        case BUSY ->
            new Answer(
                new DeliveryResult.Retryable(
                    RetryKind.RATE_LIMITED,
                    "429",
                    Duration.ofSeconds(1 + random.nextInt(60)),
                    false),
                took);
        case DOWN ->
            new Answer(new DeliveryResult.Retryable(RetryKind.SERVER, "503", null, false), took);
        case STALLED -> lostAnswer(outbox, notification, RetryKind.TIMEOUT, Duration.ofSeconds(15));
        case RESET -> lostAnswer(outbox, notification, RetryKind.UNREACHABLE, took);
        case REFUSED -> new Answer(new DeliveryResult.Rejected(RejectKind.CONFIG, "404"), took);
      };
    }

    /** Nobody can say whether the message arrived: half of them did. */
    private Answer lostAnswer(
        OutboxId outbox, Notification notification, RetryKind kind, Duration took) {
      if (random.nextBoolean()) {
        receive(outbox, notification);
        world.answerIsLost(new DeliveryRef(outbox, id));
      }
      return new Answer(new DeliveryResult.Retryable(kind, "no answer", null, true), took);
    }

    private void receive(OutboxId outbox, Notification notification) {
      AlertKey key = notification.transition().key();
      OutboxId last = newest.get(key);
      if (dedups && last != null && outbox.version() < last.version()) {
        doubled++;
      }
      if (dedups && overtaken.contains(outbox)) {
        doubled++;
      }
      if (last != null && !last.equals(outbox)) {
        overtaken.add(last);
      }
      newest.put(key, outbox);
      received.merge(outbox, 1, Integer::sum);
      if (notification.isResolve()) {
        open.remove(key);
      } else {
        open.put(key, notification.transition().episode().openedAt());
      }
    }
  }
}
