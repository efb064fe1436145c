package dev.headroom.forecast;

import java.time.Instant;
import java.util.List;

/**
 * Everything known about one limit's future.
 *
 * @param asOf the slot of the reading it is based on
 * @param outcome what that slot says
 * @param quality how often the intervals have held; nothing is judged for a limit that stands still
 * @param usual what the limit usually shows over the requested period, ascending; empty if no usual
 *     day is known
 */
public record LimitForecast(
    Instant asOf, OrgForecasts.Outcome outcome, ForecastQuality quality, List<UsualUse> usual) {
  public LimitForecast {
    usual = List.copyOf(usual);
  }
}
