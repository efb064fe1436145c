package dev.headroom.cycle;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.cycle.DeliveryReport.Outcome;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.Window;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Route;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.Transitions;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Everything that tells, in memory, with time moved by hand: a test scripts what targets answer and
 * reads at which second they were asked.
 */
public final class Telling
    implements DeliveryQueue, FleetStore, OrgDirectory, Episodes, InstantSource {
  public static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  public static final TargetId HOOKS = new TargetId("hooks");
  public static final TargetId PAGER = new TargetId("pager");

  private record Message(Instant at, long order, DeliveryRef ref) {}

  /** What a target was asked. */
  public record Heard(long second, String transition) {}

  /** What a target answers. */
  public interface Answer {
    DeliveryResult to(Notification notification);
  }

  final NotifyStore store;
  private final PriorityQueue<Message> queue =
      new PriorityQueue<>(Comparator.comparing(Message::at).thenComparingLong(Message::order));
  private final Map<AlertKey, Episode> episodes = new HashMap<>();
  private final Map<TargetId, Answer> answers = new HashMap<>();
  private final Map<TargetId, List<Heard>> heard = new HashMap<>();
  private final Map<TargetId, Target> targets = new LinkedHashMap<>();
  private final PublishCycle publish;
  private final SweepCycle sweep;
  private final DeliveryCycle deliver;
  private List<Route> routes;
  private Instant now = START;
  private long order;

  Telling() {
    this(new InMemoryNotifyStore());
  }

  public Telling(NotifyStore store) {
    this.store = store;
    setTarget(HOOKS, "a");
    setTarget(PAGER, "a");
    routes = List.of(route(null, HOOKS));
    Sender sender =
        new Sender(
            List.of(new Fake()),
            ref -> {
              throw new SecretUnavailableException("no secrets here");
            },
            name -> new LimitInfo(name, "Daily API requests", "", Window.UNKNOWN, ""),
            null);
    publish = new PublishCycle(store, this, this, this, this);
    sweep = new SweepCycle(publish, store, store, store, this, this, this);
    deliver =
        new DeliveryCycle(
            new DeliveryCycle.Stores(store, store, store, this),
            this,
            this,
            sender,
            this,
            new Random(7));
  }

  /** Accepts everything. */
  public static DeliveryResult accept(Notification notification) {
    return new DeliveryResult.Accepted("ok");
  }

  public static Answer failing() {
    return n -> new DeliveryResult.Retryable(DeliveryResult.RetryKind.SERVER, "500", null, false);
  }

  public static Answer failing(Duration retryAfter, boolean maybeReceived) {
    return n ->
        new DeliveryResult.Retryable(
            DeliveryResult.RetryKind.SERVER, "503", retryAfter, maybeReceived);
  }

  public static Answer refusing(DeliveryResult.RejectKind kind) {
    return n -> new DeliveryResult.Rejected(kind, "no");
  }

  static Route route(@Nullable Severity severity, TargetId to) {
    return new Route(new Route.Match(severity, null, Map.of(), List.of()), List.of(to), true);
  }

  void setTarget(TargetId id, String mark) {
    targets.put(id, new Target(id, "fake", Map.of("mark", mark)));
  }

  void setRoutes(Route... routes) {
    this.routes = List.of(routes);
  }

  public void answer(TargetId target, Answer answer) {
    answers.put(target, answer);
  }

  /** Commits a transition and lets the stream tell of it. */
  public OutboxId tell(Transition transition) {
    OutboxId id = commit(transition);
    publish.publish(List.of(id));
    return id;
  }

  /** Commits a transition; the stream says nothing. */
  public OutboxId commit(Transition transition) {
    episodes.put(transition.key(), transition.episode());
    return store.append(transition, now);
  }

  public OutboxId openEpisode() {
    return tell(Transitions.opened(Severity.ATTENTION, 62_000));
  }

  public OutboxId escalate() {
    return tell(
        Transitions.escalated(
            Severity.ATTENTION,
            Severity.ESCALATION,
            Transitions.OPENED_AT.plusSeconds(300),
            82_000));
  }

  public OutboxId resolve() {
    return tell(
        Transitions.resolved(Severity.ATTENTION, Transitions.OPENED_AT.plusSeconds(600), 10_000));
  }

  public PublishReport publish(OutboxId... ids) {
    return publish.publish(List.of(ids));
  }

  public SweepReport sweep() {
    return sweep.sweep();
  }

  public SweepReport resume() {
    return sweep.resume();
  }

  public Outcome deliver(OutboxId id, TargetId target) {
    return deliver.deliver(new DeliveryRef(id, target)).counts().keySet().iterator().next();
  }

  /** Loses every message, as a process does that dies with its queue. */
  public void loseMessages() {
    queue.clear();
  }

  /** Lets time pass with its messages; the sweeper comes every ten seconds. */
  public void runFor(Duration time) {
    Instant end = now.plus(time);
    Instant nextSweep = now.plusSeconds(10);
    while (true) {
      Message next = queue.peek();
      Instant at = next == null || next.at().isAfter(nextSweep) ? nextSweep : next.at();
      if (at.isAfter(end)) {
        break;
      }
      now = at.isAfter(now) ? at : now;
      if (next != null && !next.at().isAfter(at)) {
        queue.poll();
        deliver.deliver(next.ref());
      } else {
        sweep.sweep();
        nextSweep = now.plusSeconds(10);
      }
    }
    now = end;
  }

  public List<Heard> heard(TargetId target) {
    return heard.getOrDefault(target, List.of());
  }

  public List<String> words(TargetId target) {
    return heard(target).stream().map(Heard::transition).toList();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void send(OutboxId outbox, TargetId target, Duration delay) {
    queue.add(new Message(now.plus(delay), order++, new DeliveryRef(outbox, target)));
  }

  @Override
  public Settings settings() {
    return new Settings(1, List.of(), targets, routes);
  }

  @Override
  public Fleet load() {
    return Fleet.EMPTY;
  }

  @Override
  public void apply(Fleet wanted, List<Change> changes, String actor, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Org> find(OrgId id) {
    return Optional.empty();
  }

  @Override
  public List<Org> all() {
    return List.of();
  }

  @Override
  public List<AlertRecord> open() {
    return List.of();
  }

  @Override
  public List<AlertRecord> newest(int most) {
    return List.of();
  }

  @Override
  public Optional<AlertRecord> newest(AlertKey key) {
    return Optional.empty();
  }

  @Override
  public Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
    return Optional.ofNullable(episodes.get(key))
        .filter(e -> e.openedAt().equals(openedAt))
        .map(e -> new AlertRecord(key, e));
  }

  private final class Fake implements Notifier {
    @Override
    public TargetType type() {
      return new TargetType("fake", List.of());
    }

    @Override
    public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
      heard
          .computeIfAbsent(target.id(), id -> new ArrayList<>())
          .add(
              new Heard(
                  Duration.between(START, now).toSeconds(), notification.transition().word()));
      return answers.getOrDefault(target.id(), Telling::accept).to(notification);
    }
  }
}
