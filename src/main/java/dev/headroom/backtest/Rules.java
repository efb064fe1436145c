package dev.headroom.backtest;

import dev.headroom.limits.Window;
import java.time.Duration;

/**
 * How exhaustions of a limit are distinguished, and how far ahead they are forecast.
 *
 * @param horizon a day; an hour for hourly limits; seven days for stocks and monthly limits
 * @param calm the time under 97 % of the maximum after which a new exhaustion may begin
 */
record Rules(Kind kind, Duration horizon, Duration calm) {
  /** The kinds that baselines distinguish. */
  enum Kind {
    DAY,
    HOUR,
    STOCK
  }

  private static final Rules DAYS = new Rules(Kind.DAY, Duration.ofDays(1), Duration.ofHours(6));
  private static final Rules HOURS = new Rules(Kind.HOUR, Duration.ofHours(1), Duration.ofHours(1));
  private static final Rules STOCKS = new Rules(Kind.STOCK, Duration.ofDays(7), Duration.ofDays(1));

  static Rules of(Window window) {
    return switch (window) {
      case ROLLING_24H, FIXED_DAY_GMT, DAY_UNSPECIFIED, CONCURRENT, UNKNOWN -> DAYS;
      case ROLLING_1H, ROLLING_30MIN, HOUR_UNSPECIFIED -> HOURS;
      case STOCK, MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> STOCKS;
    };
  }
}
