package dev.headroom.forecast;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of one limit's future.
 *
 * @param asOf the slot of the reading that it rests on
 * @param outcome what that slot said
 * @param quality how often the intervals have held; nothing was judged of a limit that stands still
 * @param usual what the limit usually shows over the stretch that was asked for, ascending; empty
 *     where no usual day is known
 */
public record LimitForecast(
    Instant asOf, OrgForecasts.Outcome outcome, ForecastQuality quality, List<UsualUse> usual) {
  public LimitForecast {
    usual = List.copyOf(usual);
  }
}
