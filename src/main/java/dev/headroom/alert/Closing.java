package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen for an open episode of a limit to close: the rules of {@link Evaluator} and
 * {@link ReachedLevel}, stated in advance.
 *
 * @param use what releases the levels held by use; null if it holds none
 * @param lower what releases only the highest of these; null if it is the only one, or if a
 *     projection holds it as well
 * @param forecast what releases the projected level; null if there is none
 * @param jumpedAt the last jump, which holds a level until {@link Evaluator#QUIET} later; null if
 *     none does
 */
public record Closing(
    @Nullable Use use,
    @Nullable Use lower,
    @Nullable Forecast forecast,
    @Nullable Instant jumpedAt) {
  /** How long there has to be no jump. */
  public static final Duration JUMP_HELD_FOR = Evaluator.QUIET;

  /** Creates what closes an episode without a jump. */
  public Closing(@Nullable Use use, @Nullable Use lower, @Nullable Forecast forecast) {
    this(use, lower, forecast, null);
  }

  /**
   * Use has to fall.
   *
   * @param belowPercent of max
   * @param belowUsed counted in places, if a gauge has so few that percentages mislead; otherwise
   *     null
   * @param heldFor how long it has to stay there; zero for at once
   */
  public record Use(double belowPercent, @Nullable Long belowUsed, Duration heldFor) {}

  /**
   * Exhaustion has to be further off.
   *
   * @param beyond how far off
   * @param heldFor how long that has to be so
   */
  public record Forecast(Duration beyond, Duration heldFor) {}

  /**
   * Returns what closes an episode.
   *
   * @param reading the newest known one; null if there is none
   */
  public static Closing of(Episode.Held held, Yardstick judgedBy, @Nullable Reading reading) {
    Yardstick yardstick = judgedBy.at(reading);
    Severity reached = held.reached();
    Severity jumped = held.jumped();
    Severity projected = held.projected();
    boolean lowers =
        reached != null
            && reached != Severity.ATTENTION
            && (projected == null || projected.compareTo(reached) < 0)
            && (jumped == null || jumped.compareTo(reached) < 0);
    return new Closing(
        reached == null ? null : left(Severity.ATTENTION, yardstick, reading),
        reached != null && lowers ? left(reached, yardstick, reading) : null,
        projected == null ? null : let(yardstick.horizons()),
        yardstick.jump() == null ? null : held.jumpedAt());
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
