package dev.headroom.local;

import dev.headroom.cycle.poll.Foresee;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.history.RollupStore;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.Snapshot;
import dev.headroom.local.simulator.Simulator;
import dev.headroom.org.OrgId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The older days of a simulated fleet, which no poll has read: its samples are written as a poll
 * would write them, their days are rolled up, and the forecasts that polls of those days would have
 * left are stored.
 */
@Singleton
final class DemoHistory {
  private static final Duration STEP = Duration.ofMinutes(30);
  private static final int SAMPLES_AT_ONCE = 50;

  private final UsageHistory history;
  private final RollupStore rollups;
  private final ForecastStore forecasts;
  private final Foresee foresee;
  private final LimitCatalogue catalogue;
  private final Map<OrgId, OrgForecasts> written = new ConcurrentHashMap<>();

  DemoHistory(
      UsageHistory history,
      RollupStore rollups,
      ForecastStore forecasts,
      Foresee foresee,
      LimitCatalogue catalogue) {
    this.history = history;
    this.rollups = rollups;
    this.forecasts = forecasts;
    this.foresee = foresee;
    this.catalogue = catalogue;
  }

  /** Writes the samples of {@code orgs}, {@code from} inclusive, {@code to} exclusive. */
  void write(Simulator simulator, List<OrgId> orgs, Instant from, Instant to)
      throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> orgsWritten = new ArrayList<>();
      for (OrgId org : orgs) {
        orgsWritten.add(workers.submit(() -> write(simulator, org, from, to)));
      }
      for (Future<?> org : orgsWritten) {
        org.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulated history could not be written", e.getCause());
    }
  }

  private void write(Simulator simulator, OrgId org, Instant from, Instant to) {
    OrgForecasts forecasters = new OrgForecasts(limit -> catalogue.describe(limit).window());
    List<Sample> samples = new ArrayList<>();
    DemoDays days = new DemoDays(org, rollups);
    for (Instant slot = from; slot.isBefore(to); slot = slot.plus(STEP)) {
      Optional<Snapshot> shown = simulator.shown(org.value(), slot);
      if (shown.isPresent()) {
        forecasters.next(slot, shown.get().readings());
        Sample sample = new Sample(slot, shown.get());
        samples.add(sample);
        days.add(sample);
      }
      if (samples.size() == SAMPLES_AT_ONCE) {
        history.putAll(org, samples);
        samples.clear();
      }
    }
    history.putAll(org, samples);
    days.endAt(to);
    written.put(org, forecasters);
  }

  /**
   * Hands over to the polls: the next one continues with the forecasts of the days before.
   *
   * @param slot the first polled slot, after it was polled
   */
  void settle(Instant slot) {
    written.forEach(
        (org, forecasters) -> {
          for (Sample sample : history.samples(org, slot, slot.plusSeconds(1))) {
            forecasters.next(sample.slot(), sample.snapshot().readings());
          }
          forecasters.save().ifPresent(kept -> forecasts.save(org, kept));
          foresee.forget(org);
        });
    written.clear();
  }
}
