package dev.headroom.forecast;

import dev.headroom.org.OrgId;
import java.util.Optional;

/** Stores forecasts, so that a new instance does not have to read weeks of history. */
public interface ForecastStore {
  /**
   * Returns what was stored last; empty when there is nothing, or nothing readable: then history
   * must be replayed.
   */
  Optional<StoredForecasts> load(OrgId org);

  /** Stores {@code forecasts}, unless later ones are already stored. */
  void save(OrgId org, StoredForecasts forecasts);
}
