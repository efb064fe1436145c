package dev.headroom.cycle.poll;

import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.org.OrgId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Forecasts that end with their test. */
public class InMemoryForecasts implements ForecastStore {
  final Map<OrgId, StoredForecasts> kept = new ConcurrentHashMap<>();
  final AtomicInteger saves = new AtomicInteger();
  final AtomicInteger loads = new AtomicInteger();

  @Override
  public Optional<StoredForecasts> load(OrgId org) {
    loads.incrementAndGet();
    return Optional.ofNullable(kept.get(org));
  }

  @Override
  public void save(OrgId org, StoredForecasts forecasts) {
    saves.incrementAndGet();
    kept.put(org, forecasts);
  }
}
