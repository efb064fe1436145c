package dev.headroom.report;

import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.forecast.KeptForecasts;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Forecasts of orgs as of their last slot, rebuilt from what is stored. The most recently requested
 * ones stay in memory, and only what was read since is replayed.
 */
final class RebuiltForecasts {
  /** How many orgs' forecasts stay in memory: some 20 limits each, at about 16 kB. */
  private static final int MAX_AT_HAND = 32;

  private final KeptForecasts kept;
  private final Map<OrgId, OrgForecasts> recent = new LinkedHashMap<>(16, 0.75f, true);

  RebuiltForecasts(KeptForecasts kept) {
    this.kept = kept;
  }

  /** Returns what the last slot of {@code org} says. */
  Projections latest(Org org, OrgState state) {
    return with(
        org,
        state,
        forecasts -> new Projections(forecasts.lastAt().orElse(Instant.EPOCH), forecasts.latest()));
  }

  /** Returns everything about one limit, with what it usually shows in {@code usual}. */
  Optional<LimitForecast> forecast(Org org, OrgState state, LimitName limit, TimeRange usual) {
    return with(org, state, forecasts -> forecasts.forecast(limit, usual.from(), usual.to()));
  }

  private <T> T with(Org org, OrgState state, Function<OrgForecasts, T> ask) {
    OrgForecasts forecasts = atHand(org, state);
    synchronized (forecasts) {
      forecasts.follow(org.zone());
      kept.catchUp(
          forecasts,
          org.id(),
          state.lastSlot(),
          state.upkeep().anotherSince(),
          readings(state, false));
      forecasts.recall(readings(state, true));
      return ask.apply(forecasts);
    }
  }

  private OrgForecasts atHand(Org org, OrgState state) {
    Instant begin = state.upkeep().anotherSince();
    synchronized (recent) {
      OrgForecasts forecasts = recent.get(org.id());
      if (forecasts != null && !forecasts.areOlderThan(begin)) {
        return forecasts;
      }
    }
    OrgForecasts loaded = kept.load(org.id(), state.lastSlot(), begin);
    synchronized (recent) {
      recent.put(org.id(), loaded);
      if (recent.size() > MAX_AT_HAND) {
        recent.remove(recent.keySet().iterator().next());
      }
    }
    return loaded;
  }

  private static SortedMap<LimitName, Reading> readings(OrgState state, boolean current) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (Map.Entry<LimitName, Known> known : state.known().entrySet()) {
      if (!current || known.getValue().current()) {
        readings.put(known.getKey(), known.getValue().reading());
      }
    }
    return readings;
  }
}
