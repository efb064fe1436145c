package dev.headroom.forecast;

import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Provides the forecasts of an org to any process: the stored forecasts, updated with the samples
 * since. The process need not have polled the org.
 */
public final class KeptForecasts {
  /** How much history is replayed if nothing is stored: four of each weekday. */
  private static final Duration REPLAYED = Duration.ofDays(28);

  private final ForecastStore store;
  private final UsageHistory history;
  private final Function<LimitName, Window> windows;

  /**
   * Uses these ports.
   *
   * @param windows returns what the catalogue says about a limit
   */
  public KeptForecasts(
      ForecastStore store, UsageHistory history, Function<LimitName, Window> windows) {
    this.store = store;
    this.history = history;
    this.windows = windows;
  }

  /**
   * Loads the forecasts of an org that is not in memory.
   *
   * @param lastSlot its newest slot; null if it was never read
   * @param begin since when a different org has answered; null if it was always this one
   */
  public OrgForecasts load(OrgId org, @Nullable Instant lastSlot, @Nullable Instant begin) {
    return lastSlot == null
        ? new OrgForecasts(windows)
        : store
            .load(org)
            .flatMap(kept -> OrgForecasts.restore(windows, kept))
            .filter(kept -> !kept.areOlderThan(begin))
            .orElseGet(() -> new OrgForecasts(windows));
  }

  /**
   * Replays what was read since the last slot in {@code forecasts}, up to {@code lastSlot}.
   *
   * @param begin see {@link #load}
   * @param known the last reading of each limit of the org; other limits are forgotten
   */
  public void catchUp(
      OrgForecasts forecasts,
      OrgId org,
      @Nullable Instant lastSlot,
      @Nullable Instant begin,
      SortedMap<LimitName, Reading> known) {
    if (lastSlot != null && begin != null && lastSlot.isBefore(begin)) {
      // Everything stored belongs to the former org.
      return;
    }
    if (lastSlot != null && forecasts.lastAt().filter(at -> !at.isBefore(lastSlot)).isEmpty()) {
      Instant from =
          forecasts
              .lastAt()
              .map(at -> at.plusSeconds(1))
              .orElseGet(() -> replayedFrom(lastSlot, begin));
      for (Sample sample : samples(org, from, lastSlot)) {
        SortedMap<LimitName, Reading> readings = new TreeMap<>(sample.snapshot().readings());
        readings.keySet().retainAll(known.keySet());
        forecasts.next(sample.slot(), readings);
      }
    }
    forecasts.retain(known.keySet());
    known.forEach(forecasts::remember);
  }

  private static Instant replayedFrom(Instant last, @Nullable Instant begin) {
    Instant from = last.minus(REPLAYED);
    return begin != null && begin.isAfter(from) ? begin : from;
  }

  /**
   * Returns none if one of them cannot be read: an unknown forecast must not prevent present levels
   * from being judged.
   */
  private List<Sample> samples(OrgId org, Instant from, Instant last) {
    try {
      return history.samples(org, from, last.plusSeconds(1));
    } catch (CorruptSampleException e) {
      return List.of();
    }
  }
}
