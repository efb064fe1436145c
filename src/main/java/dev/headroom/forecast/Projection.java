package dev.headroom.forecast;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one reading and all before it say about a limit's future. */
public sealed interface Projection {
  /** Forecast of the reading in 1, 4 and 12 hours; absent where nothing is known yet. */
  Optional<UseForecast> use();

  /**
   * The probability that people are shown and decide by: that the maximum is reached within the
   * window's horizon (a day; an hour of hourly limits; seven days of stocks and months). It is
   * calibrated: of the cases with 0.7 about seven in ten run out. In hundredths, from 0.01 to 0.99;
   * 1 of what has run out; NaN where it is not known, and of gauges.
   */
  double probability();

  /**
   * The probability, 0 to 1, that the maximum is reached within 24 hours, for scores; of stocks and
   * months that of the models, which nobody is shown. NaN where it is not known.
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
      double probability,
      double probability24h,
      @Nullable UseForecast forecast,
      @Nullable Recurrence recurrence)
      implements Projection {
    public Stable {
      probability = Chance.shown(probability);
    }

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
      probability = Chance.shown(probability);
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
   * @param relief when there will be room again, or why nobody can tell
   */
  record Exhausted(Instant since, Relief relief, @Nullable UseForecast forecast)
      implements Projection {
    @Override
    public double probability() {
      return 1;
    }

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
    public double probability() {
      return Double.NaN;
    }

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
