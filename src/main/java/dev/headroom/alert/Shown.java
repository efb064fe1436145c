package dev.headroom.alert;

import dev.headroom.forecast.Foreseen;
import dev.headroom.history.SampleBlock;
import org.jspecify.annotations.Nullable;

/**
 * What an org's state keeps for viewers of the fleet, and the samples that are not stored yet;
 * nothing is judged by it.
 *
 * @param foreseen the worst projection, by the last reading that gave one; null if none did
 * @param indexed the org's row of the fleet index; null if it has none
 * @param recent the last samples, which are not in the store of samples yet; null if all are
 */
public record Shown(
    @Nullable Foreseen foreseen, @Nullable Glance indexed, @Nullable SampleBlock recent) {
  /** Nothing is kept. */
  public static final Shown NOTHING = new Shown(null, null, null);

  /** Returns the same with another projection. */
  Shown foreseeing(@Nullable Foreseen next) {
    return new Shown(next, indexed, recent);
  }

  /** Returns the same with another row of the fleet index. */
  Shown indexed(@Nullable Glance next) {
    return new Shown(foreseen, next, recent);
  }

  /** Returns the same with other samples. */
  Shown recent(@Nullable SampleBlock next) {
    return new Shown(foreseen, indexed, next);
  }
}
