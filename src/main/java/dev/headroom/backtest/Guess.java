package dev.headroom.backtest;

import dev.headroom.forecast.UseForecast;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline says at a reading.
 *
 * @param likely of an {@link State#EXHAUSTING}: when, in epoch seconds; 0 of others
 * @param earliest start of the 90 % interval of it
 * @param latest end of it
 * @param use null where nothing is known yet
 */
record Guess(State state, long likely, long earliest, long latest, @Nullable UseForecast use) {
  /** The four things that can be said. */
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

  /** Quantiles in order and not below 0. */
  static UseForecast.Band band(double low, double middle, double high) {
    double l = Math.max(0, low);
    double m = Math.max(l, middle);
    return new UseForecast.Band(l, m, Math.max(m, high));
  }
}
