package dev.headroom.cycle.watch;

import dev.headroom.cycle.poll.PollReport;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.notify.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches Headroom itself: publishes its metrics, and calls the heartbeat as long as readings come
 * in. Whatever stops this cycle also stops the heartbeat, and so is noticed outside.
 */
public final class WatchCycle {
  /** How many intervals a newest reading counts as fresh: one may be missed, two may not. */
  private static final int FRESH_INTERVALS = 2;

  private final Vitals vitals;
  private final NewestReading newest;
  private final Outbox outbox;
  private final Optional<Heartbeat> heartbeat;
  private final InstantSource clock;
  private final Duration fresh;

  /**
   * Uses these ports.
   *
   * @param clock real time
   * @param interval between two readings of an org
   */
  public WatchCycle(
      Vitals vitals,
      NewestReading newest,
      Outbox outbox,
      Optional<Heartbeat> heartbeat,
      InstantSource clock,
      Duration interval) {
    this.vitals = vitals;
    this.newest = newest;
    this.outbox = outbox;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.fresh = interval.multipliedBy(FRESH_INTERVALS);
  }

  /** Records the results of a poll. */
  public void polled(List<PollReport> reports) {
    double read = count(reports, Result.Read.class);
    double unread = count(reports, Result.Unread.class);
    if (read > 0) {
      newest.remember(clock.instant());
    }
    vitals.tell(Map.of(Vital.ORGS_POLLED, read, Vital.ORGS_UNREAD, unread));
  }

  /** Runs once a minute, after everything else that is due in that minute has succeeded. */
  public void minute() {
    Instant now = clock.instant();
    Map<Vital, Double> figures = new EnumMap<>(Vital.class);
    figures.put(
        Vital.OUTBOX_OLDEST_AGE, outbox.oldestPending().map(at -> seconds(at, now)).orElse(0.0));
    Optional<Instant> read = newest.find();
    read.ifPresent(at -> figures.put(Vital.NEWEST_SAMPLE_AGE, seconds(at, now)));
    boolean isFresh = read.isPresent() && !read.get().plus(fresh).isBefore(now);
    if (heartbeat.isPresent() && isFresh) {
      figures.put(Vital.HEARTBEATS_FAILED, heartbeat.get().beat() ? 0.0 : 1.0);
    }
    vitals.tell(figures);
  }

  private static double count(List<PollReport> reports, Class<? extends Result> kind) {
    return reports.stream()
        .flatMap(report -> report.orgs().stream())
        .filter(org -> kind.isInstance(org.result()))
        .count();
  }

  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }
}
