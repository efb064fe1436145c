package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Policy;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.cycle.ask.DeliveryOrders;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.DeliveryReport.Outcome;
import dev.headroom.fleet.AuditEntry;
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
import dev.headroom.org.TenantScope;
import dev.headroom.report.NamesToldTo;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.TargetView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
  private final Map<TargetId, List<String>> titles = new HashMap<>();
  private final Map<TargetId, Target> targets = new LinkedHashMap<>();
  private final List<Transition> ofTargets = new ArrayList<>();
  private final Set<TargetId> removed = new HashSet<>();
  final Set<TargetId> lenient = new HashSet<>();
  final Set<TargetId> toldLeniently = new HashSet<>();
  final InMemoryMutes mutes = new InMemoryMutes();
  private final PublishCycle publish;
  private final SweepCycle sweep;
  private final DeliveryCycle deliver;
  private final Map<OrgId, Org> orgs = new LinkedHashMap<>();
  private final Map<OrgId, String> instances = new HashMap<>();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();
  private final List<OutboxId> stream = new ArrayList<>();
  private Runnable whileWaiting = () -> {};
  private final TargetsCycle manage;
  private final TestFires tests;
  private List<Route> routes;
  private List<Policy> policies = List.of();
  private Instant now = START;
  private long order;
  private boolean sweepAsked;
  private boolean hidesNames;
  private boolean instancesFail;
  private GroupFault groupFault = GroupFault.NONE;
  private int fleetReads;

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
            null,
            new NamesToldTo(this));
    AlertStates states = new Committed();
    MassEvents groups =
        new MassEvents(
            new OfGroups(states),
            store,
            this,
            this,
            org -> {
              if (instancesFail) {
                throw new IllegalStateException("the row of " + org + " cannot be read");
              }
              return Optional.ofNullable(instances.get(org));
            },
            SlotObservers.NONE,
            time -> {
              now = now.plus(time);
              Runnable meanwhile = whileWaiting;
              whileWaiting = () -> {};
              meanwhile.run();
            });
    tests = new TestFires(states, store, store, SlotObservers.NONE, this);
    ActiveMutes active = new ActiveMutes(this, mutes, this);
    publish = new PublishCycle(store, this, this, this, groups, this, active);
    sweep =
        new SweepCycle(
            List.of(
                new Departures(this, states, this, SlotObservers.NONE, this),
                new MuteEnds(active, new OpenOnes(), store, SlotObservers.NONE),
                tests),
            publish,
            new DeliveryCycle.Stores(store, store, store, store, this),
            this,
            new TargetAlerts(states, SlotObservers.NONE, this),
            this,
            this);
    deliver =
        new DeliveryCycle(
            new DeliveryCycle.Stores(store, store, store, store, this),
            this,
            this,
            sender,
            () -> sweepAsked = true,
            this,
            new Random(7));
    manage = new TargetsCycle(this, store, () -> sweepAsked = true, this);
  }

  /** Accepts everything. */
  public static DeliveryResult accept(Notification notification) {
    return new DeliveryResult.Accepted("ok");
  }

  public static Answer failing() {
    return n -> new DeliveryResult.Retryable(DeliveryResult.RetryKind.SERVER, "500", null, false);
  }

  public static Answer failing(@Nullable Duration retryAfter, boolean maybeReceived) {
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

  void setTarget(Target target) {
    targets.put(target.id(), target);
  }

  void setPolicies(List<Policy> all) {
    policies = List.copyOf(all);
  }

  Target target(TargetId id) {
    return Objects.requireNonNull(targets.get(id));
  }

  /** Applies a manifest that does not have the target. */
  void remove(TargetId id) {
    manage.beforeApply(List.of(new Change(Change.Action.REMOVE, "target", id.value())));
    removed.add(id);
    manage.afterApply(any -> true);
  }

  /** Applies a manifest that has the target again, as it was. */
  void addAgain(TargetId id) {
    manage.beforeApply(List.of(new Change(Change.Action.ADD, "target", id.value())));
    removed.remove(id);
    manage.afterApply(any -> true);
  }

  /** Applies the manifest as it is. */
  void apply() {
    manage.beforeApply(List.of());
    manage.afterApply(any -> true);
  }

  /** What an operator orders about deliveries. */
  DeliveryOrders orders() {
    return new DeliveryOrders(
        new DeliveryOrders.Stores(this, store, store), this, () -> sweepAsked = true, tests, this);
  }

  /** What the audit has been given. */
  List<AuditEntry> audited() {
    return List.copyOf(audited);
  }

  ResumeReport resume(TenantScope scope, String id) {
    return manage.resume(scope, id, "someone");
  }

  ResumeReport resume(TargetId id) {
    return manage.resume(TenantScope.all(), id.value(), "someone");
  }

  TargetView view(TargetId id) {
    return manage.all().stream().filter(v -> v.target().equals(id)).findFirst().orElseThrow();
  }

  /** What was committed of targets, in order: the target, the transition and its reason. */
  List<String> targetAlerts() {
    return ofTargets.stream()
        .map(t -> t.key().subjectId() + " " + t.word() + ", " + t.episode().reason().word())
        .toList();
  }

  /** How often the state of what belongs to no org was read. */
  int fleetReads() {
    return fleetReads;
  }

  /** How many messages were sent to the queue. */
  long sent() {
    return order;
  }

  void setRoutes(Route... routes) {
    this.routes = List.of(routes);
  }

  public void answer(TargetId target, Answer answer) {
    answers.put(target, answer);
  }

  /** Puts an org in the fleet; else nothing is known of one. */
  void setOrg(OrgId id, String tenant, @Nullable String instance) {
    Org org = PollPorts.org(id.value());
    orgs.put(
        id,
        new Org(
            id,
            tenant,
            org.loginUrl(),
            org.credentials(),
            org.interval(),
            null,
            Map.of("owner", tenant)));
    if (instance != null) {
      instances.put(id, instance);
    }
  }

  void setOrg(Org org, String instance) {
    orgs.put(org.id(), org);
    instances.put(org.id(), instance);
  }

  /** What is wrong with the state of groups, for groups alone. */
  enum GroupFault {
    NONE,
    UNREADABLE,
    /** Others commit between each reading and its commit. */
    RACED,
    /** Nothing is written, and nobody learns whether it was. */
    UNWRITABLE,
    /** It is written, and nobody learns whether it was. */
    WRITTEN_UNSEEN
  }

  void setGroupFault(GroupFault fault) {
    groupFault = fault;
  }

  /** No org's instance can be had. */
  void failInstances() {
    instancesFail = true;
  }

  void removeOrg(OrgId id) {
    orgs.remove(id);
  }

  /** Does something while the first of a group waits for others. */
  void whileWaiting(Runnable meanwhile) {
    whileWaiting = meanwhile;
  }

  /** Commits transitions in one go and lets the stream tell of them. */
  void tellAll(List<Transition> transitions) {
    publish.publish(transitions.stream().map(this::commit).toList());
    flowOn();
  }

  /** Lets the stream tell of what was committed while publishing. */
  private void flowOn() {
    while (!stream.isEmpty()) {
      List<OutboxId> ids = List.copyOf(stream);
      stream.clear();
      publish.publish(ids);
    }
  }

  /** Commits a transition and lets the stream tell of it. */
  public OutboxId tell(Transition transition) {
    OutboxId id = commit(transition);
    publish.publish(List.of(id));
    flowOn();
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
    SweepReport report = sweep.sweep();
    flowOn();
    return report;
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
      if (sweepAsked) {
        sweepAsked = false;
        sweep();
      }
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
        sweep();
        nextSweep = now.plusSeconds(10);
      }
    }
    now = end;
  }

  public List<Heard> heard(TargetId target) {
    return heard.getOrDefault(target, List.of());
  }

  /** The titles of what a target was asked to take. */
  List<String> titles(TargetId target) {
    return titles.getOrDefault(target, List.of());
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
  public void giveUp(OutboxId outbox, TargetId target, String reason) {
    deadLetters.add(outbox + " to " + target + ": " + reason);
  }

  /** What was put on the dead-letter queue. */
  List<String> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** Tenants are not shown names of users from now on. */
  void hideNames() {
    hidesNames = true;
  }

  @Override
  public boolean hidesNames(TenantScope scope) {
    return hidesNames && !scope.seesFleet();
  }

  @Override
  public Settings settings() {
    return new Settings(1, policies, targets, removed, routes, Set.of(), lenient);
  }

  @Override
  public Fleet load() {
    return Fleet.EMPTY;
  }

  @Override
  public void apply(Fleet wanted, AuditEntry entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void audit(AuditEntry entry) {
    audited.add(entry);
  }

  @Override
  public Optional<Org> find(OrgId id) {
    return Optional.ofNullable(orgs.get(id));
  }

  @Override
  public List<Org> all() {
    return List.copyOf(orgs.values());
  }

  @Override
  public List<AlertRecord> open() {
    return orgs.isEmpty()
        ? List.of()
        : episodes.entrySet().stream()
            .filter(e -> e.getValue().isOpen())
            .map(e -> new AlertRecord(e.getKey(), e.getValue()))
            .toList();
  }

  @Override
  public List<AlertRecord> newest(int most) {
    return List.of();
  }

  /** The last episode of every alert, those of groups included. */
  List<AlertRecord> records() {
    return episodes.entrySet().stream()
        .map(e -> new AlertRecord(e.getKey(), e.getValue()))
        .toList();
  }

  @Override
  public List<AlertRecord> of(AlertKey key, int most) {
    return Optional.ofNullable(episodes.get(key)).stream()
        .map(episode -> new AlertRecord(key, episode))
        .toList();
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

  /** The open episodes as states, of which a commit goes the way of all others. */
  private final class OpenOnes implements AlertStates {
    @Override
    public OrgState read(OrgId org) {
      Map<AlertKey, Episode> open = new HashMap<>();
      episodes.forEach(
          (key, episode) -> {
            if (key.org().equals(org) && episode.isOpen()) {
              open.put(key, episode);
            }
          });
      return new OrgState(org, 1, now, null, new TreeMap<>(), open, null);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      transitions.forEach(transition -> stream.add(Telling.this.commit(transition)));
      return CommitResult.COMMITTED;
    }
  }

  /** States whose transitions go the way of all others. */
  private final class Committed implements AlertStates {
    private final Map<OrgId, OrgState> states = new HashMap<>();

    @Override
    public OrgState read(OrgId org) {
      OrgState known = states.getOrDefault(org, OrgState.neverRead(org));
      if (org.isFleet()) {
        fleetReads++;
        return known;
      }
      Map<AlertKey, Episode> open = new HashMap<>();
      episodes.forEach(
          (key, episode) -> {
            if (key.org().equals(org) && episode.isOpen()) {
              open.put(key, episode);
            }
          });
      return new OrgState(
          org, known.version(), known.lastSlot(), null, new TreeMap<>(), open, null);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      states.put(next.org(), next);
      transitions.forEach(t -> stream.add(Telling.this.commit(t)));
      transitions.stream().filter(t -> t.key().rule().equals(Rule.TARGET)).forEach(ofTargets::add);
      return CommitResult.COMMITTED;
    }
  }

  private final class OfGroups implements AlertStates {
    private final AlertStates states;

    OfGroups(AlertStates states) {
      this.states = states;
    }

    @Override
    public OrgState read(OrgId org) {
      if (groupFault == GroupFault.UNREADABLE) {
        throw new StackOverflowError("of a row that no version reads");
      }
      return states.read(org);
    }

    @Override
    public CommitResult commit(OrgState next, List<Transition> transitions) {
      return switch (groupFault) {
        case NONE, UNREADABLE -> states.commit(next, transitions);
        case RACED -> CommitResult.CONFLICT;
        case UNWRITABLE -> throw new IllegalStateException("not written");
        case WRITTEN_UNSEEN -> {
          states.commit(next, transitions);
          throw new IllegalStateException("perhaps written");
        }
      };
    }
  }

  private final class Fake implements Notifier {
    @Override
    public TargetType type() {
      return TargetType.of("fake", "For tests.");
    }

    @Override
    public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
      if (target.lenient()) {
        toldLeniently.add(target.id());
      }
      heard
          .computeIfAbsent(target.id(), id -> new ArrayList<>())
          .add(
              new Heard(
                  Duration.between(START, now).toSeconds(), notification.transition().word()));
      titles.computeIfAbsent(target.id(), id -> new ArrayList<>()).add(notification.title());
      return answers.getOrDefault(target.id(), Telling::accept).to(notification);
    }
  }
}
