package dev.headroom.local.health;

import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.wiring.FleetTime;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * DOWN when no poll was completed for three intervals of the most frequently read org, by the
 * fleet's clock, and for at least 30 real seconds. A poll is complete when its slot is committed,
 * whether the org gave a reading or not.
 */
@Wellness
@Singleton
@Startup
public class PollHealth implements HealthCheck, SlotObserver {
  static final int INTERVALS = 3;
  static final Duration MIN_REAL_TIME = Duration.ofSeconds(30);
  private static final String NAME = "polls";

  private final InstantSource fleetTime;
  private final InstantSource realTime;
  private final TimedQuestion<Optional<Duration>> shortestInterval;
  private final Map<OrgId, Instant> slots = new ConcurrentHashMap<>();
  private Moment settled;
  private String since = "the start at ";
  private Optional<Duration> expected = Optional.empty();
  private boolean asked;

  /** A moment by both clocks. */
  private record Moment(Instant fleet, Instant real) {}

  /** The health of polls, which is good at the start. */
  PollHealth(OrgDirectory directory, @FleetTime InstantSource fleetTime, InstantSource realTime) {
    this.fleetTime = fleetTime;
    this.realTime = realTime;
    this.shortestInterval =
        new TimedQuestion<>(
            () -> directory.all().stream().map(Org::quietInterval).min(Duration::compareTo),
            StoreHealth.MAX_WAIT);
    this.settled = now();
  }

  /** Records a new slot of an org: alerts are also committed without one. */
  @Override
  public void committed(Committed committed) {
    Instant slot = committed.state().lastSlot();
    if (slot != null && !slot.equals(slots.put(committed.state().org(), slot))) {
      settle();
    }
  }

  private synchronized void settle() {
    settled = now();
    since = "";
  }

  @Override
  public HealthCheckResponse call() {
    Optional<Duration> interval = expected();
    try {
      interval = shortestInterval.ask();
    } catch (ExecutionException | TimeoutException e) {
      // The store's own check reports it; what was expected before is still expected.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer(interval);
  }

  private synchronized Optional<Duration> expected() {
    return expected;
  }

  private synchronized HealthCheckResponse answer(Optional<Duration> interval) {
    Moment now = now();
    // New orgs, and orgs that are read more often, are waited for from now on; so is everything
    // when a clock was set back.
    boolean changed = asked && !interval.equals(expected);
    if (changed || settled.fleet().isAfter(now.fleet())) {
      settled = now;
    }
    expected = interval;
    asked = true;
    Duration longest = interval.map(i -> i.multipliedBy(INTERVALS)).orElse(Duration.ZERO);
    Duration real = Duration.between(settled.real(), now.real());
    // The fleet's clock stands still while history is read: then only real time passes.
    Duration passed =
        settled.fleet().equals(now.fleet()) ? real : Duration.between(settled.fleet(), now.fleet());
    if (interval.isEmpty()
        || passed.compareTo(longest) <= 0
        || real.compareTo(MIN_REAL_TIME) <= 0) {
      return HealthCheckResponse.up(NAME);
    }
    return HealthCheckResponse.named(NAME)
        .down()
        .withData(
            "problem",
            "no poll was settled since %s%s, which is more than %d intervals of %s"
                .formatted(
                    since,
                    settled.fleet().truncatedTo(ChronoUnit.SECONDS),
                    INTERVALS,
                    interval.get()))
        .withData(
            "remedy",
            "See the log for what stops the polls, then start Headroom again: it goes on where it"
                + " stopped.")
        .build();
  }

  private Moment now() {
    return new Moment(fleetTime.instant(), realTime.instant());
  }
}
