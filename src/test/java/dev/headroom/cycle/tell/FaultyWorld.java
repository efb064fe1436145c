package dev.headroom.cycle.tell;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Transition;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.Window;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Pace;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Route;
import dev.headroom.notify.Sender;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The production cycles from {@code publish} on, in several processes that die between any two of
 * their steps, with messages that come three times, late, in another order or never, and targets
 * whose answers a test scripts. While a process waits for a target, and now and then between two
 * steps, the others go on. One thread, one random generator: a seed is a history.
 */
final class FaultyWorld
    implements DeliveryQueue, FleetStore, OrgDirectory, Episodes, InstantSource {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int PROCESSES = 3;
  private static final Duration LONGEST_HIDDEN = Duration.ofMinutes(15);

  /**
   * What goes wrong beside the targets.
   *
   * @param copies how often each message comes
   * @param crashPerMille how many of a thousand steps are a process's last
   * @param lostPerMille how many of a thousand messages do not come
   * @param conditions whether the store's writes are conditional
   */
  record Faults(int copies, int crashPerMille, int lostPerMille, boolean conditions) {
    static final Faults NONE = new Faults(1, 0, 0, true);
    static final Faults ALL = new Faults(3, 4, 30, true);

    Faults withoutConditions() {
      return new Faults(copies, crashPerMille, lostPerMille, false);
    }
  }

  /** What a target does with a message. */
  interface Answers {
    /** Returns the result that Headroom sees; records for itself what it received. */
    Answer to(OutboxId id, Notification notification, Instant now);
  }

  /**
   * An answer.
   *
   * @param took until it came
   */
  record Answer(DeliveryResult result, Duration took) {}

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the process died", null, false, false);
    }
  }

  private record Event(Instant at, long order, Runnable what) {}

  /** An invocation of a function. */
  private static final class Life {
    private final Semaphore turn = new Semaphore(0);
    private final boolean isRepeat;
    private boolean dead;

    /** What was sent and is not recorded. */
    private @Nullable DeliveryRef sent;

    Life(boolean isRepeat) {
      this.isRepeat = isRepeat;
    }
  }

  final ProofStore store;
  final Random random;
  private final Faults faults;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
  private final Map<AlertKey, Episode> episodes = new HashMap<>();
  private final Map<TargetId, Answers> answers = new HashMap<>();
  private final Map<TargetId, Target> targets = new LinkedHashMap<>();
  private final Map<DeliveryRef, Integer> diedAfterSending = new HashMap<>();
  private final List<PublishCycle> publish = new ArrayList<>();
  private final List<DeliveryCycle> deliver = new ArrayList<>();
  private final List<SweepCycle> sweeps = new ArrayList<>();
  private final Settings settings;
  private final Semaphore clockwork = new Semaphore(0);
  private @Nullable Life life;
  private @Nullable Throwable failure;
  private Instant now = START;
  private long order;
  int crashes;
  int invocations;

  FaultyWorld(long seed, Faults faults, Map<TargetId, Pace> paces) {
    this.random = new Random(seed);
    this.faults = faults;
    this.store = new ProofStore(faults.conditions());
    List<Notifier> notifiers = new ArrayList<>();
    paces.forEach(
        (id, pace) -> {
          targets.put(id, new Target(id, id.value(), Map.of()));
          notifiers.add(new Scripted(id, pace));
        });
    settings =
        new Settings(
            1,
            List.of(),
            targets,
            List.of(new Route(Route.Match.EVERYTHING, List.copyOf(targets.keySet()), false)));
    NotifyStore faulty =
        (NotifyStore)
            Proxy.newProxyInstance(
                NotifyStore.class.getClassLoader(),
                new Class<?>[] {NotifyStore.class},
                (proxy, method, args) -> {
                  step();
                  try {
                    Object result = method.invoke(store, args);
                    if (args != null
                        && args[0] instanceof Delivery
                        && ((Optional<?>) result).isPresent()
                        && life != null) {
                      life.sent = null;
                    }
                    step();
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    DeliveryCycle.Stores stores = new DeliveryCycle.Stores(faulty, faulty, faulty, faulty, this);
    InMemoryAlertStates none = new InMemoryAlertStates();
    for (int i = 0; i < PROCESSES; i++) {
      MassEvents groups =
          new MassEvents(
              none, faulty, this, this, org -> Optional.empty(), SlotObservers.NONE, time -> {});
      PublishCycle publisher = new PublishCycle(faulty, this, this, this, groups, this);
      publish.add(publisher);
      Sender sender =
          new Sender(
              notifiers,
              ref -> {
                throw new SecretUnavailableException("no secrets here");
              },
              name -> new LimitInfo(name, "Daily API requests", "", Window.UNKNOWN, ""),
              null);
      deliver.add(
          new DeliveryCycle(
              stores, this, this, sender, SweepTrigger.NONE, this, new Random(seed + i)));
      sweeps.add(
          new SweepCycle(
              List.of(),
              publisher,
              stores,
              this,
              new TargetAlerts(none, SlotObservers.NONE, this),
              this,
              this));
    }
  }

  /** The cycle of one process; nothing else goes on while it is called from outside. */
  PublishCycle publisher() {
    return publish.getFirst();
  }

  void answer(TargetId target, Answers script) {
    answers.put(target, script);
  }

  /** How many processes died between sending this and recording it, or lost the answer. */
  int mayRepeat(DeliveryRef ref) {
    return diedAfterSending.getOrDefault(ref, 0);
  }

  /** The target may have received what Headroom was told it had not. */
  void answerIsLost(DeliveryRef ref) {
    diedAfterSending.merge(ref, 1, Integer::sum);
  }

  /** Commits a transition at its time; the stream tells of it. */
  void commitAt(Instant at, Transition transition) {
    schedule(
        at,
        () -> {
          episodes.put(transition.key(), transition.episode());
          OutboxId id = store.append(transition, now);
          int process = random.nextInt(PROCESSES);
          message(Duration.ZERO, () -> publish.get(process).publish(List.of(id)));
        });
  }

  /** Lets time pass, with a sweep every minute. */
  void runUntil(Instant end) {
    schedule(now.plusSeconds(60), () -> sweep(end));
    pump(end);
    now = end;
  }

  private void sweep(Instant end) {
    SweepCycle cycle = sweeps.get(random.nextInt(PROCESSES));
    invoke(cycle::sweep, false);
    if (now.isBefore(end)) {
      schedule(now.plusSeconds(60), () -> sweep(end));
    }
  }

  private void schedule(Instant at, Runnable what) {
    events.add(new Event(at, order++, what));
  }

  /** What a repeat sends is sent once: otherwise repeats of repeats would be all there is. */
  private void message(Duration delay, Runnable what) {
    boolean ofRepeat = life != null && life.isRepeat;
    for (int i = 0; i < (ofRepeat ? 1 : faults.copies()); i++) {
      boolean isRepeat = ofRepeat || i > 0;
      if (random.nextInt(1_000) >= faults.lostPerMille()) {
        Duration late =
            faults.copies() == 1 ? Duration.ZERO : Duration.ofMillis(random.nextInt(4_000));
        schedule(now.plus(delay).plus(late), () -> invoke(what, isRepeat));
      }
    }
  }

  private void pump(Instant end) {
    while (!events.isEmpty() && !events.peek().at().isAfter(end)) {
      Event event = events.poll();
      now = event.at().isAfter(now) ? event.at() : now;
      event.what().run();
      if (failure != null) {
        throw new AssertionError("an invocation failed", failure);
      }
    }
  }

  /** Runs one invocation of a function in a process that may die in it. Others may go on in it. */
  private void invoke(Runnable function, boolean isRepeat) {
    invocations++;
    Life mine = new Life(isRepeat);
    Thread.ofVirtual().start(() -> live(mine, function));
    clockwork.acquireUninterruptibly();
  }

  private void live(Life mine, Runnable function) {
    life = mine;
    try {
      function.run();
    } catch (RuntimeException | Error e) {
      if (!mine.dead) {
        failure = e;
      }
    } finally {
      if (mine.dead && mine.sent != null) {
        diedAfterSending.merge(mine.sent, 1, Integer::sum);
      }
      life = null;
      clockwork.release();
    }
  }

  /** Lets others go on until a time. */
  private void pause(Duration time) {
    Life mine = Objects.requireNonNull(life);
    schedule(
        now.plus(time),
        () -> {
          mine.turn.release();
          clockwork.acquireUninterruptibly();
        });
    clockwork.release();
    mine.turn.acquireUninterruptibly();
    life = mine;
  }

  /** Between two steps of a process: it may die, and others may go on. */
  private void step() {
    Life mine = life;
    if (mine == null) {
      return;
    }
    if (mine.dead) {
      throw new Crash();
    }
    if (faults.crashPerMille() > 0 && random.nextInt(1_000) < faults.crashPerMille()) {
      mine.dead = true;
      crashes++;
      throw new Crash();
    }
    if (faults.copies() > 1 && random.nextInt(20) == 0) {
      pause(Duration.ofMillis(random.nextInt(50)));
    }
  }

  @Override
  public void send(OutboxId outbox, TargetId target, Duration delay) {
    step();
    Duration hidden = delay.compareTo(LONGEST_HIDDEN) > 0 ? LONGEST_HIDDEN : delay;
    int process = random.nextInt(PROCESSES);
    message(hidden, () -> deliver.get(process).deliver(new DeliveryRef(outbox, target)));
    step();
  }

  private final class Scripted implements Notifier {
    private final TargetId id;
    private final Pace pace;

    Scripted(TargetId id, Pace pace) {
      this.id = id;
      this.pace = pace;
    }

    @Override
    public TargetType type() {
      return TargetType.of(id.value(), "For proofs.");
    }

    @Override
    public Pace pace() {
      return pace;
    }

    @Override
    public DeliveryResult deliver(Notification notification, ResolvedTarget target, Instant at) {
      step();
      Answer answer =
          Objects.requireNonNull(answers.get(id)).to(notification.outbox(), notification, now);
      Objects.requireNonNull(life).sent = new DeliveryRef(notification.outbox(), id);
      pause(answer.took());
      step();
      return answer.result();
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Settings settings() {
    return settings;
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
  public List<AlertRecord> of(AlertKey key, int most) {
    return newest(key).stream().toList();
  }

  @Override
  public Optional<AlertRecord> newest(AlertKey key) {
    return Optional.ofNullable(episodes.get(key)).map(episode -> new AlertRecord(key, episode));
  }

  @Override
  public Optional<AlertRecord> find(AlertKey key, Instant openedAt) {
    Episode episode = episodes.get(key);
    if (episode == null || episode.openedAt().isBefore(openedAt)) {
      return Optional.empty();
    }
    // An episode before the newest one is over.
    return Optional.of(
        new AlertRecord(
            key,
            episode.openedAt().equals(openedAt)
                ? episode
                : new Episode(
                    openedAt, episode.severity(), episode.reason(), openedAt, episode.openedAt())));
  }
}
