package dev.headroom.forecast;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reading and all readings before it say about a limit's future. */
public sealed interface Projection {
  /** The forecast use in 1, 4 and 12 hours; absent if nothing is known yet. */
  Optional<UseForecast> use();

  /**
   * The probability that is shown and used for decisions: that the maximum is reached within the
   * window's horizon (a day; an hour for hourly limits; seven days for stocks and monthly limits).
   * It is calibrated: of the cases with 0.7 about seven in ten run out. In hundredths, from 0.01 to
   * 0.99; 1 if it has run out; NaN if unknown, and for gauges.
   */
  double probability();

  /**
   * The probability, 0 to 1, that the maximum is reached within 24 hours, used for scores; for
   * stocks and monthly limits the models' raw probability, which is not shown. NaN if unknown.
   */
  double probability24h();

  /**
   * The limit is not expected to run out within its horizon.
   *
   * @param forecast null if nothing is known
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
   * @param relief when there will be room again, or why that is not known
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

  /** No projection is possible, for a reason. */
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
