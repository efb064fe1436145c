package dev.headroom.fleet;

import dev.headroom.alert.PolicyOverride;
import java.util.List;

/**
 * Stores the overrides that operators order while Headroom runs. Those of the manifest are part of
 * it; {@link Settings#overrides} has both, from the next poll on.
 */
public interface Overrides {
  /** Returns the ordered overrides, read consistently, newest first; ended ones for 30 days. */
  List<PolicyOverride> all();

  /** Stores an override before all others; one with the same id is replaced. */
  void put(PolicyOverride override);

  /** Removes an override; returns whether there was one with that id. */
  boolean remove(String id);
}
