package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen for an open episode of a limit to close: the rules of {@link Evaluator} and
 * {@link ReachedLevel}, said ahead.
 *
 * @param use what lets go of the levels that use holds; null when it holds none
 * @param lower what lets go of the highest of these alone; null when it is the only one, or when a
 *     projection holds it as well
 * @param forecast what lets go of what is projected; null when nothing is
 */
public record Closing(@Nullable Use use, @Nullable Use lower, @Nullable Forecast forecast) {
  /**
   * Use has to fall.
   *
   * @param belowPercent of max
   * @param belowUsed counted in places, where a gauge has so few that per cent mislead; else null
   * @param heldFor how long it has to stay there; zero for at once
   */
  public record Use(double belowPercent, @Nullable Long belowUsed, Duration heldFor) {}

  /**
   * Exhaustion has to be farther off.
   *
   * @param beyond how far off
   * @param heldFor how long that has to be so
   */
  public record Forecast(Duration beyond, Duration heldFor) {}

  /**
   * What closes an episode.
   *
   * @param reading the newest that is known; null when there is none
   */
  public static Closing of(Episode.Held held, Yardstick yardstick, @Nullable Reading reading) {
    Severity reached = held.reached();
    Severity projected = held.projected();
    boolean lowers =
        reached != null
            && reached != Severity.ATTENTION
            && (projected == null || projected.compareTo(reached) < 0);
    return new Closing(
        reached == null ? null : left(Severity.ATTENTION, yardstick, reading),
        reached != null && lowers ? left(reached, yardstick, reading) : null,
        projected == null ? null : let(yardstick.horizons()));
  }

  private static Use left(Severity severity, Yardstick yardstick, @Nullable Reading reading) {
    double threshold = yardstick.levels().threshold(severity);
    Duration heldFor = yardstick.gauge() ? ReachedLevel.HELD_BACK : Duration.ZERO;
    return ReachedLevel.countsPlaces(yardstick, reading) && reading != null
        ? new Use(threshold, (long) Math.ceil(threshold * reading.max() / 100), heldFor)
        : new Use(threshold - yardstick.levels().recoverBelow(), null, heldFor);
  }

  private static @Nullable Forecast let(Horizons horizons) {
    Duration horizon = horizons.attention() == null ? horizons.escalation() : horizons.attention();
    return horizon == null ? null : new Forecast(Evaluator.released(horizon), Evaluator.QUIET);
  }
}
