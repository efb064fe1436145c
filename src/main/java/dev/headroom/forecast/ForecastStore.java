package dev.headroom.forecast;

import dev.headroom.org.OrgId;
import java.util.Optional;

/** Keeps forecasts, so that an instance that starts need not read weeks of history. */
public interface ForecastStore {
  /**
   * What was kept last; empty when there is nothing, or nothing that can be read: then history is
   * to be replayed.
   */
  Optional<StoredForecasts> load(OrgId org);

  /** Keeps {@code forecasts}, unless later ones are kept already. */
  void save(OrgId org, StoredForecasts forecasts);
}
