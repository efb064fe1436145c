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
 * Watches Headroom itself: tells its vital figures, and calls the heartbeat as long as readings
 * come in. What keeps it from running keeps the heartbeat from beating, and so is noticed outside.
 */
public final class WatchCycle {
  /** A newest reading is fresh for so many intervals: one may be missed, two may not. */
  private static final int FRESH_INTERVALS = 2;

  private final Vitals vitals;
  private final NewestReading newest;
  private final Outbox outbox;
  private final Optional<Heartbeat> heartbeat;
  private final InstantSource clock;
  private final Duration fresh;

  /**
   * A watch over these ports.
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

  /** Takes note of what a poll came to. */
  public void polled(List<PollReport> reports) {
    double read = count(reports, Result.Read.class);
    double unread = count(reports, Result.Unread.class);
    if (read > 0) {
      newest.remember(clock.instant());
    }
    vitals.tell(Map.of(Vital.ORGS_POLLED, read, Vital.ORGS_UNREAD, unread));
  }

  /** Once a minute, after all else that the minute asks for has gone well. */
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
