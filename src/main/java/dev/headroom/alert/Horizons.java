package dev.headroom.alert;

import dev.headroom.limits.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far ahead a projected exhaustion counts: a level is projected when exhaustion is expected
 * within its horizon.
 *
 * @param attention at most {@link #LONGEST}; null if no projection reaches this level
 * @param escalation not longer than {@code attention} if both are given; null likewise
 */
public record Horizons(@Nullable Duration attention, @Nullable Duration escalation) {
  /** No forecast goes beyond this. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** Projections cause no alerts. */
  public static final Horizons OFF = new Horizons(null, null);

  private static final Horizons DAY = new Horizons(Duration.ofHours(12), Duration.ofHours(4));
  private static final Horizons STOCK = new Horizons(Duration.ofDays(14), Duration.ofDays(3));

  public Horizons {
    if ((attention != null && !fits(attention))
        || (escalation != null && !fits(escalation))
        || (attention != null && escalation != null && escalation.compareTo(attention) > 0)) {
      throw new IllegalArgumentException(
          "attention %s, escalation %s do not make horizons".formatted(attention, escalation));
    }
  }

  /** Returns whether {@code horizon} is positive and at most {@link #LONGEST}. */
  public static boolean fits(Duration horizon) {
    return horizon.isPositive() && horizon.compareTo(LONGEST) <= 0;
  }

  /**
   * Returns the horizons for a limit whose policy names none. An hour is over before anyone has
   * read the page, and a gauge falls by itself, so these have none.
   */
  public static Horizons byDefault(Window window) {
    return switch (window) {
      case ROLLING_24H, FIXED_DAY_GMT, DAY_UNSPECIFIED, UNKNOWN -> DAY;
      case STOCK, MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> STOCK;
      case ROLLING_1H, ROLLING_30MIN, HOUR_UNSPECIFIED, CONCURRENT -> OFF;
    };
  }

  /** Returns the horizon of {@code severity}; null if it is not projected. */
  @Nullable Duration of(Severity severity) {
    return switch (severity) {
      case ATTENTION -> attention;
      case ESCALATION -> escalation;
      case EXHAUSTED -> null;
    };
  }
}
