package dev.headroom.forecast;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one reading and all before it say about a limit's future. */
public sealed interface Projection {
  /** Forecast of the reading in 1, 4 and 12 hours; absent where nothing is known yet. */
  Optional<UseForecast> use();

  /**
   * The probability, 0 to 1, that the maximum is reached within 24 hours; NaN where it is not
   * known.
   */
  double probability24h();

  /**
   * Nothing says that the limit runs out within its horizon.
   *
   * @param forecast null where nothing is known
   * @param recurrence when a gauge is usually at its cap; null for every other window, and while
   *     there is no such habit
   */
  record Stable(
      double probability24h, @Nullable UseForecast forecast, @Nullable Recurrence recurrence)
      implements Projection {
    @Override
    public Optional<UseForecast> use() {
      return Optional.ofNullable(forecast);
    }
  }

  /**
   * The limit is expected to run out.
   *
   * @param earliest start of the 90 % interval of the time of exhaustion, not before the reading
   * @param likely the time in the middle
   * @param latest end of the interval
   * @param probability that it runs out at all within the window's horizon (a day; an hour for
   *     hourly limits; seven days for stocks and months), 0 to 1
   */
  record Exhausting(
      Instant earliest,
      Instant likely,
      Instant latest,
      double probability,
      double probability24h,
      Grounds grounds,
      @Nullable UseForecast forecast)
      implements Projection {
    public Exhausting {
      if (likely.isBefore(earliest) || latest.isBefore(likely)) {
        throw new IllegalArgumentException(earliest + ", " + likely + ", " + latest);
      }
    }

    @Override
    public Optional<UseForecast> use() {
      return Optional.ofNullable(forecast);
    }
  }

  /**
   * The limit is at or over its maximum.
   *
   * @param since the first reading of this stay at the maximum
   * @param expectedRelief when the window will hold less than the maximum again: from what leaves
   *     it, or from its reset; null where that depends on someone (a stock), or is not within a day
   */
  record Exhausted(Instant since, @Nullable Instant expectedRelief, @Nullable UseForecast forecast)
      implements Projection {
    @Override
    public Optional<UseForecast> use() {
      return Optional.ofNullable(forecast);
    }

    @Override
    public double probability24h() {
      return 1;
    }
  }

  /** Nothing can be said, for a reason. */
  record Unknown(UnknownReason reason, @Nullable UseForecast forecast) implements Projection {
    @Override
    public Optional<UseForecast> use() {
      return Optional.ofNullable(forecast);
    }

    @Override
    public double probability24h() {
      return Double.NaN;
    }
  }
}
