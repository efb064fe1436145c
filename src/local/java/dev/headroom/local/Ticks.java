package dev.headroom.local;

import dev.headroom.function.DispatchFunction;
import dev.headroom.function.OrgJobEvent;
import dev.headroom.function.OrgJobFunction;
import dev.headroom.function.PublishEvent;
import dev.headroom.function.PublishFunction;
import dev.headroom.function.ReportFunction;
import dev.headroom.function.TickEvent;
import dev.headroom.local.clock.DemoClock;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Ticks the dispatcher, the org jobs and the reports by the fleet's clock, and the sweeper by the
 * real one.
 */
@ApplicationScoped
public class Ticks {
  /** A tick dispatches at most this much of what was missed: older slots are skipped. */
  private static final Duration MAX_MISSED = Duration.ofHours(1);

  private final DemoClock clock;
  private final InstantSource real;
  private final DispatchFunction dispatch;
  private final PublishFunction publish;
  private final List<OrgJobFunction> jobs;
  private final ReportFunction report;
  private final LocalSweepTrigger trigger;
  private volatile Optional<Instant> dispatchedTo = Optional.empty();
  private volatile boolean stopping;

  Ticks(
      DemoClock clock,
      InstantSource real,
      DispatchFunction dispatch,
      PublishFunction publish,
      @All List<OrgJobFunction> jobs,
      ReportFunction report,
      LocalSweepTrigger trigger) {
    this.clock = clock;
    this.real = real;
    this.dispatch = dispatch;
    this.publish = publish;
    this.jobs = jobs;
    this.report = report;
    this.trigger = trigger;
  }

  /** Starts the fleet's clock and the ticks. */
  void start() {
    clock.start();
    dispatchedTo = Optional.of(clock.instant().truncatedTo(ChronoUnit.MINUTES));
  }

  void stop() {
    stopping = true;
  }

  @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void tick() throws InterruptedException {
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
      if (minute.equals(minute.truncatedTo(ChronoUnit.HOURS))) {
        OrgJobEvent hour = new OrgJobEvent();
        hour.setTime(minute.toString());
        jobs.forEach(job -> job.take(hour));
        report.report(new TickEvent(minute.toString()));
      }
    }
  }

  /** A requested sweep does not wait for the sweep's own time. */
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
}
