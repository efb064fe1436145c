package dev.headroom.backtest;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Yardstick;
import org.jspecify.annotations.Nullable;

/**
 * What is tried in the place of the policy in force.
 *
 * @param levels null leaves them as they are
 * @param horizons null leaves them as they are
 */
public record Trial(@Nullable Levels levels, @Nullable Horizons horizons) {
  /** Nothing else is tried. */
  public static final Trial NOTHING = new Trial(null, null);

  /** What a limit is judged by that is judged by {@code inForce} now. */
  public Yardstick over(Yardstick inForce) {
    return new Yardstick(
        levels == null ? inForce.levels() : levels,
        horizons == null ? inForce.horizons() : horizons);
  }
}
