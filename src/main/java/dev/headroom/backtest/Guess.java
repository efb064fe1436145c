package dev.headroom.backtest;

import dev.headroom.forecast.UseForecast;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline says at a reading.
 *
 * @param likely for {@link State#EXHAUSTING}: when, in epoch seconds; otherwise 0
 * @param earliest start of its 90 % interval
 * @param latest its end
 * @param use null if nothing is known yet
 */
record Guess(State state, long likely, long earliest, long latest, @Nullable UseForecast use) {
  /** The four possible statements. */
  enum State {
    STABLE,
    EXHAUSTING,
    EXHAUSTED,
    UNKNOWN
  }

  static Guess of(State state, @Nullable UseForecast use) {
    return new Guess(state, 0, 0, 0, use);
  }

  static Guess exhausting(double likely, double earliest, double latest, UseForecast use) {
    return new Guess(
        State.EXHAUSTING, Math.round(likely), Math.round(earliest), Math.round(latest), use);
  }

  /** Returns the quantiles in order and not below 0. */
  static UseForecast.Band band(double low, double middle, double high) {
    double l = Math.max(0, low);
    double m = Math.max(l, middle);
    return new UseForecast.Band(l, m, Math.max(m, high));
  }
}
