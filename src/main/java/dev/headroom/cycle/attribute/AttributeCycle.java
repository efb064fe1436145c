package dev.headroom.cycle.attribute;

import dev.headroom.alert.AlertStates;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.poll.StateHeaderReadings;
import dev.headroom.cycle.poll.StateLogins;
import dev.headroom.fleet.FleetStore;
import dev.headroom.history.UsageHistory;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.spend.OwnCalls;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.CallLogs.LogsRead;
import dev.headroom.usage.FileReading;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Reads an org's new event log files and stores whose calls are in them. Calls count once, even
 * after a repetition or an abort: files are marked as read together with the days that they belong
 * to, and the calls that a day has already are known one by one.
 */
public final class AttributeCycle {
  /**
   * Without hourly files there is one file a day, kept for a day: the cycle looks for it this
   * often, so that it can fail twice.
   */
  private static final Duration DAILY = Duration.ofHours(8);

  private static final Duration HOURLY = Duration.ofHours(1);

  /** Orgs worked on at once, each with up to some tens of megabytes. */
  private static final int AT_ONCE = 3;

  /**
   * Reading may take one part in this many of the time; the rest is for attributing and storing.
   */
  private static final int SHARE_FOR_READING = 2;

  private static final System.Logger LOG = System.getLogger(AttributeCycle.class.getName());

  private final Stores stores;
  private final CallLogs logs;
  private final OwnCalls calls;
  private final Path folder;
  private final List<StoredObserver> observers;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * What the cycle reads and writes.
   *
   * @param history has the org's counter at midnight
   */
  public record Stores(
      OrgDirectory directory,
      FleetStore fleet,
      AlertStates states,
      UsageHistory history,
      UsageStore usage) {}

  /**
   * A cycle over these stores.
   *
   * @param folder where calls go that do not fit into memory
   */
  public AttributeCycle(Stores stores, CallLogs logs, OwnCalls calls, Path folder) {
    this(stores, logs, calls, folder, List.of());
  }

  /**
   * The same.
   *
   * @param observers told after each turn that kept what it read
   */
  public AttributeCycle(
      Stores stores, CallLogs logs, OwnCalls calls, Path folder, List<StoredObserver> observers) {
    this.observers = List.copyOf(observers);
    this.stores = stores;
    this.logs = logs;
    this.calls = calls;
    this.folder = folder;
  }

  /**
   * Returns how often orgs are read: those with hourly files every hour, the others three times a
   * day.
   */
  public Cadence cadence() {
    Set<OrgId> hourly = stores.usage.hourly();
    return org -> hourly.contains(org.id()) ? HOURLY : DAILY;
  }

  /**
   * Does an org's turn. Its time is the only clock.
   *
   * @param within returns the time left for all of it; asked once the turn begins
   * @throws RuntimeException if the store is not available; what was not stored is read again
   */
  public AttributeReport attribute(OrgJobMessage turn, Supplier<Duration> within) {
    places.acquireUninterruptibly();
    try {
      return turn(turn, within.get());
    } finally {
      places.release();
    }
  }

  private AttributeReport turn(OrgJobMessage turn, Duration within) {
    Optional<Org> found = stores.directory.find(turn.org());
    if (found.isEmpty()) {
      return new AttributeReport.NotInFleet(turn.org());
    }
    Org org = found.get();
    Memory memory = stores.usage.memory(org.id());
    OwnTurn own = new OwnTurn(calls, org, turn.at());
    try (CallLog log = new CallLog(Files.createDirectories(folder))) {
      LogsRead read =
          logs.read(
              org,
              new StateLogins(stores.states, org.id(), turn.at()),
              own,
              within.dividedBy(SHARE_FOR_READING),
              memory.files(),
              log);
      own.made(read.calls());
      if (read.told() != null) {
        new StateHeaderReadings(stores.states).heard(org, read.told(), turn.at());
      }
      Optional<Integer> days = new DayKeeping(stores, org.id(), turn.at()).keep(memory, read, log);
      if (days.isEmpty()) {
        return new AttributeReport.Overtaken(org.id());
      }
      observe(org.id(), days.get(), turn.at());
      return report(org.id(), turn.at(), read, days.get());
    } catch (IOException e) {
      throw new UncheckedIOException("no room for calls in " + folder, e);
    }
  }

  /** What is stored stands, whatever becomes of those who are told. */
  private void observe(OrgId org, int days, Instant at) {
    for (StoredObserver observer : observers) {
      try {
        observer.stored(org, stores.fleet.settings(), days, at);
      } catch (RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "the usage of %s was stored, but %s failed: %s"
                .formatted(org, observer.getClass().getSimpleName(), e),
            e);
      }
    }
  }

  private AttributeReport report(OrgId org, Instant at, LogsRead read, int days) {
    LogsReadTo mark = new LogsReadTo(stores.states);
    int files = read.readings().size();
    if (read.isComplete()) {
      mark.reached(org, at);
      return new AttributeReport.Done(org, files, days, read.calls(), givenUp(read));
    }
    Instant readTo = mark.missed(org, at);
    return new AttributeReport.Waits(
        org, files, days, read.calls(), readTo, why(read), isPutOff(read));
  }

  /** Files that broke off at their last try: what they had is kept, and their day is partial. */
  private static List<String> givenUp(LogsRead read) {
    return read.readings().stream()
        .filter(FileReading::brokeOff)
        .map(r -> r.file().id() + ": " + r.problem().orElse("it broke off"))
        .toList();
  }

  private static boolean isPutOff(LogsRead read) {
    return read.stopped().isEmpty() && read.putOff().isPresent();
  }

  private static String why(LogsRead read) {
    if (read.stopped().isPresent()) {
      return read.stopped().get().detail() + " " + read.stopped().get().remedy();
    }
    return read.putOff().orElse("a file broke off and is read again");
  }
}
