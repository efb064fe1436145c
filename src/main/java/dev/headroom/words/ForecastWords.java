package dev.headroom.words;

import dev.headroom.forecast.ForecastQuality;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forecasts of a limit, in sentences. Times are GMT. */
public final class ForecastWords {
  /**
   * Why there is no forecast for an org after a start, or once its forecasts were evicted from
   * memory; it does not mean that nothing will run out.
   */
  public static final String NOT_YET = "not known yet: it will be calculated at the next reading";

  private ForecastWords() {}

  /**
   * Returns what a slot says about a limit's future.
   *
   * @param window the time over which the limit counts
   */
  public static String outlook(Outcome outcome, Window window, Instant slot) {
    return switch (outcome.projection()) {
      case Projection.Exhausting e -> ProjectionWords.sentence(e, slot, outcome.poor());
      case Projection.Exhausted e -> usedUp(e, slot);
      case Projection.Unknown u -> "No projection: " + u.reason().words() + ".";
      case Projection.Stable s -> stable(s, window);
    };
  }

  private static String usedUp(Projection.Exhausted e, Instant slot) {
    return "Used up since %s GMT. %s"
        .formatted(Moments.near(e.since(), slot), ProjectionWords.relief(e.relief(), slot));
  }

  private static String stable(Projection.Stable s, Window window) {
    Recurrence habit = s.recurrence();
    if (habit != null) {
      return "It %s, in %d %% of such hours of late."
          .formatted(ProjectionWords.habit(habit), Math.round(100 * habit.share()));
    }
    if (window == Window.CONCURRENT) {
      return "There is no hour of the week at which it usually reaches its cap.";
    }
    return ProjectionWords.stable(s.probability(), within(window));
  }

  private static String within(Window window) {
    return switch (window) {
      case ROLLING_24H, FIXED_DAY_GMT, DAY_UNSPECIFIED -> "within 24 hours";
      case ROLLING_1H, ROLLING_30MIN, HOUR_UNSPECIFIED -> "within an hour";
      case STOCK, MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> "within 7 days";
      case CONCURRENT, UNKNOWN -> "";
    };
  }

  /**
   * Returns how often the intervals of a limit's forecasts have held: {@code Accuracy: 93 % of
   * 1-hour (212) forecasts were in range (target 90 %).}; null if none was judged.
   */
  public static @Nullable String held(ForecastQuality quality) {
    List<String> parts = new ArrayList<>();
    part(parts, "1-hour", quality.in1h());
    part(parts, "4-hour", quality.in4h());
    part(parts, "12-hour", quality.in12h());
    if (parts.isEmpty()) {
      return null;
    }
    String last = parts.removeLast();
    String held =
        "Accuracy: %s forecasts were in range (target 90 %%)."
            .formatted(parts.isEmpty() ? last : String.join(", ", parts) + " and " + last);
    return quality.isPoor()
        ? held + " Low confidence: recent forecasts missed, so the ranges are wider."
        : held;
  }

  private static void part(List<String> parts, String which, ForecastQuality.Held held) {
    int n = held.forecasts();
    if (n > 0) {
      parts.add(
          "%d %% of %s (%s)"
              .formatted(
                  Math.round(100 * held.share()),
                  which,
                  n == ForecastQuality.Held.MOST ? "over " + n : Integer.toString(n)));
    }
  }
}
