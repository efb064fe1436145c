package dev.headroom.cycle.poll;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.OrgState;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitMap;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forecasts of the orgs that this instance polls. A warm instance has them in memory; one that
 * starts, or that missed slots polled by others, reads the stored forecasts and replays the samples
 * since.
 */
public final class Foresee {
  /** How much history is replayed if nothing is stored: four of each weekday. */
  private static final Duration REPLAYED = Duration.ofDays(28);

  /** Storing more often would cost more than replaying the samples of this period. */
  private static final Duration KEPT_EVERY = Duration.ofHours(12);

  private final ForecastStore store;
  private final UsageHistory history;
  private final Function<LimitName, Window> windows;
  private final WarmForecasts warm;
  private final Map<OrgId, Foreseen> worst = new ConcurrentHashMap<>();

  /** Uses these ports; the catalogue says what window a limit has. */
  public Foresee(ForecastStore store, UsageHistory history, LimitCatalogue catalogue) {
    this(store, history, catalogue, WarmForecasts.Room.ofMemory(Runtime.getRuntime().maxMemory()));
  }

  /** The same with this much room. */
  Foresee(
      ForecastStore store,
      UsageHistory history,
      LimitCatalogue catalogue,
      WarmForecasts.Room room) {
    this.store = store;
    this.history = history;
    this.windows = limit -> catalogue.describe(limit).window();
    this.warm = new WarmForecasts(windows, room);
  }

  /** Loads the org's forecasts for {@link #at}; reads nothing if they are warm. */
  void prepare(ZoneId zone, OrgState state) {
    OrgForecasts org = forecasts(state);
    synchronized (org) {
      org.follow(zone);
      catchUp(org, state);
    }
  }

  /** Returns the forecasts at {@code slot}, by limit, for an org that follows GMT. */
  public SortedMap<LimitName, Foresight> at(
      OrgState state, Instant slot, SortedMap<LimitName, Reading> readings) {
    return at(ZoneOffset.UTC, state, slot, readings);
  }

  /**
   * Returns the forecasts at {@code slot}, by limit.
   *
   * @param zone whose local time the org's usual week follows
   * @param state the org's state before the slot: its last slot says what has to be replayed, and
   *     since when it has been another org says where the history begins
   */
  public SortedMap<LimitName, Foresight> at(
      ZoneId zone, OrgState state, Instant slot, SortedMap<LimitName, Reading> readings) {
    OrgForecasts org = forecasts(state);
    synchronized (org) {
      org.follow(zone);
      catchUp(org, state);
      LimitMap<Outcome> outcomes = org.next(slot, readings);
      if (!outcomes.isEmpty()) {
        worst.put(state.org(), new Foreseen(NextExhaustion.of(outcomes), slot));
      }
      return outcomes.map((limit, outcome) -> Foresight.of(outcome, slot));
    }
  }

  /** Stores the forecasts if {@code slot} is the org's first in a period of {@link #KEPT_EVERY}. */
  void keep(OrgState before, Instant slot) {
    try {
      store(before, slot);
    } finally {
      warm.settle(before.org(), slot);
    }
  }

  private void store(OrgState before, Instant slot) {
    Instant last = before.lastSlot();
    if (last != null && stretch(last) == stretch(slot)) {
      return;
    }
    OrgForecasts org = forecasts(before);
    synchronized (org) {
      org.save()
          .ifPresent(
              forecasts -> StoreFailedException.guard(() -> store.save(before.org(), forecasts)));
    }
  }

  /** Drops an org's forecasts from memory: the next slot begins with the stored ones. */
  public void forget(OrgId id) {
    warm.forget(id);
    worst.remove(id);
  }

  private static long stretch(Instant slot) {
    return slot.getEpochSecond() / KEPT_EVERY.toSeconds();
  }

  /** Returns what the last slot polled by this instance said; empty if it polled none. */
  public Optional<SortedMap<LimitName, Outcome>> latest(OrgId id) {
    OrgForecasts org = warm.whole(id);
    if (org == null) {
      return Optional.empty();
    }
    synchronized (org) {
      return Optional.of(org.latest());
    }
  }

  /** Returns the same for one limit, with what it usually shows between two times. */
  public Optional<LimitForecast> latest(OrgId id, LimitName limit, Instant from, Instant to) {
    OrgForecasts org = warm.whole(id);
    if (org == null) {
      return Optional.empty();
    }
    synchronized (org) {
      return org.forecast(limit, from, to);
    }
  }

  /**
   * Returns which limit of the org runs out first, by the last slot polled by this instance; empty
   * if it polled none. Others find it in the org's state.
   */
  public Optional<Foreseen> worst(OrgId id) {
    return Optional.ofNullable(worst.get(id));
  }

  private OrgForecasts forecasts(OrgState state) {
    Instant begin = state.upkeep().anotherSince();
    Optional<OrgForecasts> known = warm.find(state.org()).filter(org -> !org.areOlderThan(begin));
    if (known.isPresent()) {
      return known.get();
    }
    warm.forget(state.org());
    OrgForecasts org =
        state.lastSlot() == null
            ? new OrgForecasts(windows)
            : StoreFailedException.guarded(() -> store.load(state.org()))
                .flatMap(kept -> OrgForecasts.restore(windows, kept))
                .filter(kept -> !kept.areOlderThan(begin))
                .orElseGet(() -> new OrgForecasts(windows));
    return warm.add(state.org(), org);
  }

  /** Replays what was read since the last slot that these forecasts know, up to the state's. */
  private void catchUp(OrgForecasts org, OrgState state) {
    Instant last = state.lastSlot();
    Instant begin = state.upkeep().anotherSince();
    if (last != null && begin != null && last.isBefore(begin)) {
      // What is known is all another org's.
      return;
    }
    if (last != null && org.lastAt().filter(at -> !at.isBefore(last)).isEmpty()) {
      Instant from =
          org.lastAt().map(at -> at.plusSeconds(1)).orElseGet(() -> replayedFrom(last, begin));
      for (Sample sample : samples(state, from, last)) {
        SortedMap<LimitName, Reading> readings = new TreeMap<>(sample.snapshot().readings());
        readings.keySet().retainAll(state.known().keySet());
        org.next(sample.slot(), readings);
      }
    }
    org.keep(LimitMap.copyOf(state.known()), OrgState.Known::reading);
  }

  private static Instant replayedFrom(Instant last, @Nullable Instant begin) {
    Instant from = last.minus(REPLAYED);
    return begin != null && begin.isAfter(from) ? begin : from;
  }

  /**
   * None where one of them cannot be read: a future that is unknown until there is new history must
   * not keep what is reached now from being judged.
   */
  private List<Sample> samples(OrgState state, Instant from, Instant last) {
    try {
      return StoreFailedException.guarded(
          () -> history.samples(state.org(), state.recent(), from, last.plusSeconds(1)));
    } catch (CorruptSampleException e) {
      return List.of();
    }
  }
}
