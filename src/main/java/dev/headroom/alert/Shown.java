package dev.headroom.alert;

import dev.headroom.forecast.Foreseen;
import org.jspecify.annotations.Nullable;

/**
 * What an org's state keeps for viewers of the fleet; nothing is judged by it.
 *
 * @param foreseen the worst projection, by the last reading that gave one; null if none did
 * @param indexed the org's row of the fleet index; null if it has none
 */
public record Shown(@Nullable Foreseen foreseen, @Nullable Glance indexed) {
  /** Nothing is kept. */
  public static final Shown NOTHING = new Shown(null, null);

  /** Returns the same with another projection. */
  Shown foreseeing(@Nullable Foreseen next) {
    return new Shown(next, indexed);
  }
}
