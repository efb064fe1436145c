package dev.headroom.local;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.cycle.tell.SweepCycle;
import dev.headroom.cycle.watch.StaleOrgs;
import dev.headroom.dynamodb.Tables;
import dev.headroom.function.DispatchFunction;
import dev.headroom.function.PublishEvent;
import dev.headroom.function.PublishFunction;
import dev.headroom.function.TickEvent;
import dev.headroom.local.clock.DemoClock;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.dynamodb.StreamPump;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.local.queue.LocalDeliveryQueue;
import dev.headroom.local.queue.LocalPollQueue;
import dev.headroom.local.simulator.DemoFleet;
import dev.headroom.local.simulator.Simulator;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.report.ManageReport;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Runs what Lambda's schedules and mappings run: ticks the dispatcher and the sweeper, pumps the
 * stream, and starts the simulated fleet with a few days of history behind it, read through the
 * very same poll.
 */
@ApplicationScoped
public class LocalMode {
  /** A tick dispatches no more than this of what was missed: older slots are gone. */
  private static final Duration MAX_MISSED = Duration.ofHours(1);

  /** So much of the simulated fleet's history is polled. */
  private static final Duration POLLED = Duration.ofDays(2);

  /** A stop waits no longer for the reading of the history. */
  private static final Duration MAX_AWAITED = Duration.ofSeconds(5);

  private static final Duration BETWEEN_STREAM_READS = Duration.ofMillis(100);

  private final LocalConfig config;
  private final Demo demo;
  private final DemoHistory history;
  private final DemoClock clock;
  private final InstantSource real;
  private final ManageCycle manage;
  private final DispatchFunction dispatch;
  private final PublishFunction publish;
  private final SweepCycle sweep;
  private final StaleOrgs stale;
  private final LocalSweepTrigger trigger;
  private final LocalPollQueue polls;
  private final LocalDeliveryQueue deliveries;
  private final OrgDirectory directory;
  private final AlertStates states;
  private final DynamoDbClient database;
  private final DynamoDbStreamsClient streams;
  private final Tables tables;
  private final RequestGuard guard;
  private final int httpPort;
  private volatile Optional<Simulator> simulator = Optional.empty();
  private volatile Optional<Instant> dispatchedTo = Optional.empty();
  private volatile Optional<Thread> beginning = Optional.empty();
  private volatile boolean stopping;

  LocalMode(
      LocalConfig config,
      Demo demo,
      DemoHistory history,
      DemoClock clock,
      InstantSource real,
      ManageCycle manage,
      DispatchFunction dispatch,
      PublishFunction publish,
      SweepCycle sweep,
      StaleOrgs stale,
      LocalSweepTrigger trigger,
      LocalPollQueue polls,
      LocalDeliveryQueue deliveries,
      OrgDirectory directory,
      AlertStates states,
      DynamoDbClient database,
      DynamoDbStreamsClient streams,
      Tables tables,
      RequestGuard guard,
      @ConfigProperty(name = "quarkus.http.port") int httpPort) {
    this.config = config;
    this.demo = demo;
    this.history = history;
    this.clock = clock;
    this.real = real;
    this.manage = manage;
    this.dispatch = dispatch;
    this.publish = publish;
    this.sweep = sweep;
    this.stale = stale;
    this.trigger = trigger;
    this.polls = polls;
    this.deliveries = deliveries;
    this.directory = directory;
    this.states = states;
    this.database = database;
    this.streams = streams;
    this.tables = tables;
    this.guard = guard;
    this.httpPort = httpPort;
  }

  void onStart(@Observes StartupEvent event) {
    if (!config.autostart()) {
      return;
    }
    StreamPump pump =
        StreamPump.open(
            database, streams, tables.state(), r -> r.eventNameAsString().equals("INSERT"));
    if (demo.fleet().isPresent()) {
      startSimulator(demo.fleet().get());
    } else {
      config.fleet().ifPresent(file -> FleetFile.apply(file, manage, System.out));
    }
    Thread.ofVirtual().name("stream").start(() -> pump(pump));
    beginning = Optional.of(Thread.ofVirtual().name("fleet").start(this::begin));
  }

  private void startSimulator(DemoFleet fleet) {
    Simulator started =
        new Simulator(fleet.orgs(), clock, real, config.simulatorPort(), guard.hosts());
    try {
      started.start();
    } catch (IOException e) {
      throw new StartException(Port.taken(LocalKeys.SIMULATOR_PORT, config.simulatorPort()));
    }
    simulator = Optional.of(started);
    ManageReport applied =
        manage.run(
            ManageCycle.Action.APPLY,
            fleet.manifest(started.port(), httpPort),
            LocalUser.by("demo"),
            true);
    if (!applied.violations().isEmpty()) {
      throw new IllegalStateException("the demo's manifest is invalid: " + applied.violations());
    }
  }

  /** What was left undone goes on; then the fleet is read, and from there by the clock. */
  private void begin() {
    try {
      resume();
    } catch (InterruptedException e) {
      return;
    } catch (RuntimeException e) {
      if (!stopping) {
        Log.error("what was before now could not be read; from now on the fleet is", e);
      }
    }
    if (!stopping) {
      clock.start();
      dispatchedTo = Optional.of(clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }
  }

  private void resume() throws InterruptedException {
    sweep.resume();
    Optional<Instant> newest = newestSlot();
    if (demo.fleet().isPresent() && newest.isEmpty()) {
      readHistory();
    } else if (demo.fleet().isPresent()) {
      newest.filter(slot -> slot.isAfter(real.instant())).ifPresent(clock::standAt);
    } else {
      int healed = stale.healAll();
      if (healed > 0) {
        Log.warnf("%d orgs had slots ahead of the clock and are read again from now on", healed);
      }
    }
    readAll(clock.instant());
  }

  private Optional<Instant> newestSlot() {
    return directory.all().stream()
        .map(org -> states.read(org.id()).lastSlot())
        .flatMap(slot -> Optional.ofNullable(slot).stream())
        .max(Instant::compareTo);
  }

  /**
   * The last two days, coarser the longer ago, through the real poll on a clock that leaps; what is
   * older is written.
   */
  private void readHistory() throws InterruptedException {
    Instant start = demo.start();
    Instant begin = start.minus(config.simulatorHistory());
    Instant slot = start.minus(POLLED);
    history.write(
        simulator.orElseThrow(), directory.all().stream().map(Org::id).toList(), begin, slot);
    boolean first = true;
    while (slot.isBefore(start) && !stopping) {
      readAll(slot);
      polls.awaitIdle();
      if (first) {
        history.settle(slot);
        first = false;
      }
      Duration age = Duration.between(slot, start);
      int minutes =
          age.compareTo(Duration.ofHours(24)) > 0
              ? 30
              : age.compareTo(Duration.ofHours(6)) > 0 ? 15 : 5;
      slot = slot.plus(Duration.ofMinutes(minutes));
    }
    clock.standAt(start);
    Log.infof("history since %s is read", begin);
  }

  private void readAll(Instant time) {
    if (!time.isAfter(demo.start()) && demo.fleet().isPresent()) {
      clock.standAt(time);
    }
    List<Org> orgs = directory.all();
    for (Instant slot : orgs.stream().map(o -> o.slotAt(time)).distinct().toList()) {
      List<OrgId> due =
          orgs.stream().filter(o -> o.slotAt(time).equals(slot)).map(Org::id).toList();
      polls.send(DispatchCycle.messages(slot, due));
    }
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void tick() {
    Optional<Instant> last = dispatchedTo;
    if (last.isEmpty() || stopping) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Instant oldest = now.minus(MAX_MISSED);
    Instant minute = last.get().plus(1, ChronoUnit.MINUTES);
    for (minute = minute.isBefore(oldest) ? oldest : minute;
        !minute.isAfter(now);
        minute = minute.plus(1, ChronoUnit.MINUTES)) {
      dispatch.dispatch(new TickEvent(minute.toString()));
      dispatchedTo = Optional.of(minute);
    }
  }

  /** What was asked for does not wait for the sweep's own time. */
  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweepIfAsked() {
    if (dispatchedTo.isPresent() && !stopping && trigger.take()) {
      sweepUp();
    }
  }

  @Scheduled(every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
  void sweepUp() {
    if (dispatchedTo.isPresent() && !stopping) {
      PublishEvent tick = new PublishEvent();
      tick.setTime(real.instant().toString());
      publish.publish(tick);
    }
  }

  private void pump(StreamPump pump) {
    while (!stopping) {
      try {
        List<DynamodbStreamRecord> records = pump.next();
        if (!records.isEmpty()) {
          PublishEvent event = new PublishEvent();
          event.setRecords(records);
          publish.publish(event);
        }
      } catch (RuntimeException | Error e) {
        if (!stopping) {
          Log.error("the stream was not read; what it told is swept up", e);
        }
      }
      LockSupport.parkNanos(BETWEEN_STREAM_READS.toNanos());
    }
  }

  void onStop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    // First what reads orgs, then the orgs; the database is closed after this.
    polls.close();
    deliveries.close();
    if (beginning.isPresent() && !beginning.get().join(MAX_AWAITED)) {
      beginning.get().interrupt();
    }
    simulator.ifPresent(Simulator::close);
  }
}
