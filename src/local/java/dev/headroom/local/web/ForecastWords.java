package dev.headroom.local.web;

import dev.headroom.alert.Moments;
import dev.headroom.forecast.ForecastQuality;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is foreseen of a limit, in sentences for a page. Times are GMT. */
final class ForecastWords {
  /**
   * Why nothing is said of an org after a start, or once its forecasts made room for others'; it
   * does not mean that nothing runs out.
   */
  static final String NOT_YET = "not known yet: it is worked out at the next reading";

  private ForecastWords() {}

  /**
   * What a slot says about a limit's future.
   *
   * @param window what the limit counts over
   */
  static String outlook(Outcome outcome, Window window, Instant slot) {
    return switch (outcome.projection()) {
      case Projection.Exhausting e ->
          "Projection: %s. The probability is %s."
              .formatted(
                  dev.headroom.alert.Words.why(e, slot, outcome.poor()), chance(e.probability()));
      case Projection.Exhausted e -> usedUp(e, slot);
      case Projection.Unknown u -> "No projection: " + u.reason().words() + ".";
      case Projection.Stable s -> stable(s, window);
    };
  }

  private static String usedUp(Projection.Exhausted e, Instant slot) {
    Instant relief = e.expectedRelief();
    return "Used up since %s GMT. %s"
        .formatted(
            Moments.near(e.since(), slot),
            relief == null
                ? "When there will be room again depends on someone, or is more than a day away."
                : "Relief is expected at "
                    + Moments.near(relief, slot)
                    + " GMT, computed from its window.");
  }

  private static String stable(Projection.Stable s, Window window) {
    Recurrence habit = s.recurrence();
    if (habit != null) {
      return "Projection: it %s, in %s of such hours of late."
          .formatted(dev.headroom.alert.Words.habit(habit), chance(habit.share()));
    }
    if (window == Window.CONCURRENT) {
      return "Projection: there is no hour of the week at which it usually reaches its cap.";
    }
    return Double.isNaN(s.probability24h())
        ? "Projection: it is not expected to run out."
        : "Projection: it is not expected to run out; the probability within 24 hours is %s."
            .formatted(chance(s.probability24h()));
  }

  /**
   * How often the intervals of a limit's forecasts have held: {@code Of 212 one-hour forecasts 93 %
   * held}; null when none was judged.
   */
  static @Nullable String held(ForecastQuality quality) {
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
        ? held + " So they have been poor: they are being widened, and are not to be relied on."
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

  /** A probability in whole per cent that never says never, nor that it is sure. */
  static String chance(double probability) {
    if (probability < 0.01) {
      return "under 1 %";
    }
    return probability > 0.99 ? "over 99 %" : Math.round(100 * probability) + " %";
  }
}
