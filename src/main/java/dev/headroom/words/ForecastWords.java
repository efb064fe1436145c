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
   * Returns how often the intervals of a limit's forecasts have held: {@code Of 212 one-hour
   * forecasts 93 % held}; null if none was judged.
   */
  public static @Nullable String held(ForecastQuality quality) {
    List<String> parts = new ArrayList<>();
    part(parts, "one-hour", quality.in1h());
    part(parts, "four-hour", quality.in4h());
    part(parts, "twelve-hour", quality.in12h());
    if (parts.isEmpty()) {
      return null;
    }
    String held =
        "Of "
            + String.join(", of ", parts)
            + "; nine in ten are meant to. Where there were many, recent ones count more.";
    return quality.isPoor()
        ? held + " Low confidence: recent forecasts missed, so the ranges are wider."
        : held;
  }

  private static void part(List<String> parts, String which, ForecastQuality.Held held) {
    int n = held.forecasts();
    if (n > 0) {
      parts.add(
          "%s %s forecast%s %d %%%s"
              .formatted(
                  n == ForecastQuality.Held.MOST ? "more than " + n : Integer.toString(n),
                  which,
                  n == 1 ? "" : "s",
                  Math.round(100 * held.share()),
                  parts.isEmpty() ? " held" : ""));
    }
  }
}
