package dev.headroom.backtest;

/**
 * A simpler way to foresee one limit, for comparison. Nothing of production uses one.
 *
 * <p>Takes readings in order and answers each from it and those before.
 */
interface Baseline {
  /**
   * What is said at a reading.
   *
   * @param t epoch seconds, later than before
   * @param max above 0
   */
  Guess next(long t, double used, double max);
}
