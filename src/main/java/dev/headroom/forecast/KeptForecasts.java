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
 * Has the forecasts of an org at hand wherever they are needed: what is kept of them, and on top of
 * it the samples since. Any process can do so; none needs to have polled the org.
 */
public final class KeptForecasts {
  /** How much history is replayed where nothing is kept: four of each weekday. */
  private static final Duration REPLAYED = Duration.ofDays(28);

  private final ForecastStore store;
  private final UsageHistory history;
  private final Function<LimitName, Window> windows;

  /**
   * Over these ports.
   *
   * @param windows what the catalogue says of a limit
   */
  public KeptForecasts(
      ForecastStore store, UsageHistory history, Function<LimitName, Window> windows) {
    this.store = store;
    this.history = history;
    this.windows = windows;
  }

  /**
   * Forecasts of an org of which nothing is at hand.
   *
   * @param lastSlot its newest slot; null of one that was never read
   * @param begin since when it is another org than before; null when it always was this one
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
   * Replays what was read since the last slot that {@code forecasts} know, up to {@code lastSlot}.
   *
   * @param begin as {@link #load} has it
   * @param known the last reading of each limit of the org; the others are forgotten
   */
  public void catchUp(
      OrgForecasts forecasts,
      OrgId org,
      @Nullable Instant lastSlot,
      @Nullable Instant begin,
      SortedMap<LimitName, Reading> known) {
    if (lastSlot != null && begin != null && lastSlot.isBefore(begin)) {
      // What is known is all another org's.
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
   * None where one of them cannot be read: a future that is unknown until there is new history must
   * not keep what is reached now from being judged.
   */
  private List<Sample> samples(OrgId org, Instant from, Instant last) {
    try {
      return history.samples(org, from, last.plusSeconds(1));
    } catch (CorruptSampleException e) {
      return List.of();
    }
  }
}
