package dev.headroom.cycle.watch;

import dev.headroom.cycle.poll.DispatchReport;
import dev.headroom.cycle.poll.PollReport;
import dev.headroom.cycle.poll.PollReport.OrgResult;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.cycle.tell.DeliveryReport;
import dev.headroom.cycle.tell.DeliveryReport.Outcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.notify.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Watches Headroom itself: publishes its metrics, and calls the heartbeat as long as readings come
 * in. Whatever stops this cycle also stops the heartbeat, and so is noticed outside.
 */
public final class WatchCycle {
  /** How many intervals a newest reading counts as fresh: one may be missed, two may not. */
  private static final int FRESH_INTERVALS = 2;

  private static final Set<Outcome> ATTEMPTS =
      EnumSet.of(
          Outcome.DELIVERED,
          Outcome.RETRIED,
          Outcome.PARKED,
          Outcome.REJECTED,
          Outcome.GIVEN_UP,
          Outcome.DISABLED);

  private final Vitals vitals;
  private final NewestReading newest;
  private final Supplier<Optional<Duration>> oldest;
  private final Outbox outbox;
  private final Optional<Heartbeat> heartbeat;
  private final InstantSource clock;
  private final Supplier<Duration> interval;

  /**
   * Uses these ports.
   *
   * @param oldest the greatest age of an org's newest reading, as far as it was just looked at
   * @param clock real time
   * @param interval within which some org is read
   */
  public WatchCycle(
      Vitals vitals,
      NewestReading newest,
      Supplier<Optional<Duration>> oldest,
      Outbox outbox,
      Optional<Heartbeat> heartbeat,
      InstantSource clock,
      Supplier<Duration> interval) {
    this.vitals = vitals;
    this.newest = newest;
    this.oldest = oldest;
    this.outbox = outbox;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.interval = interval;
  }

  /** Records what a tick sent. */
  public void dispatched(DispatchReport report) {
    vitals.tell(Map.of(Vital.ORGS_DUE, (double) report.due()));
  }

  /**
   * Records the results of a poll.
   *
   * @param took the time from its start to its last commit
   */
  public void polled(List<PollReport> reports, Duration took) {
    double read = 0;
    double unread = 0;
    double calls = 0;
    Map<String, Double> kinds = new TreeMap<>();
    for (OrgResult org : reports.stream().flatMap(report -> report.orgs().stream()).toList()) {
      calls += org.calls();
      if (org.result() instanceof Result.Read) {
        read++;
      } else if (org.result() instanceof Result.Unread(FailureKind kind)) {
        unread++;
        kinds.merge(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1.0, Double::sum);
      }
    }
    if (read > 0) {
      newest.remember(clock.instant());
    }
    Map<Vital, Double> figures = new EnumMap<>(Vital.class);
    figures.put(Vital.ORGS_POLLED, read);
    figures.put(Vital.ORGS_UNREAD, unread);
    figures.put(Vital.CALLS_SPENT, calls);
    figures.put(Vital.POLL_LATENCY, took.toMillis() / 1000.0);
    vitals.tell(figures, kinds.isEmpty() ? Map.of() : Map.of(Vital.ORGS_UNREAD, kinds));
  }

  /** Records deliveries. What was not due, or somebody else's, is none. */
  public void delivered(DeliveryReport report) {
    Map<String, Double> outcomes = new TreeMap<>();
    report
        .counts()
        .forEach(
            (outcome, count) -> {
              if (ATTEMPTS.contains(outcome)) {
                outcomes.put(
                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'), (double) count);
              }
            });
    if (!outcomes.isEmpty()) {
      double sum = outcomes.values().stream().mapToDouble(Double::doubleValue).sum();
      vitals.tell(Map.of(Vital.DELIVERIES, sum), Map.of(Vital.DELIVERIES, outcomes));
    }
  }

  /** Runs once a minute, after everything else that is due in that minute has succeeded. */
  public void minute() {
    Instant now = clock.instant();
    Map<Vital, Double> figures = new EnumMap<>(Vital.class);
    figures.put(
        Vital.OUTBOX_OLDEST_AGE, outbox.oldestPending().map(at -> seconds(at, now)).orElse(0.0));
    Optional<Instant> read = newest.find();
    read.ifPresent(at -> figures.put(Vital.NEWEST_SAMPLE_AGE, seconds(at, now)));
    Duration fresh = interval.get().multipliedBy(FRESH_INTERVALS);
    boolean isFresh = read.isPresent() && !read.get().plus(fresh).isBefore(now);
    oldest.get().ifPresent(age -> figures.put(Vital.OLDEST_SAMPLE_AGE, age.toMillis() / 1000.0));
    if (heartbeat.isPresent() && isFresh) {
      figures.put(Vital.HEARTBEATS_FAILED, heartbeat.get().beat() ? 0.0 : 1.0);
    }
    vitals.tell(figures);
  }

  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }
}
