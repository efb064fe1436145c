package dev.headroom.backtest;

/**
 * A simpler forecast of one limit, for comparison. Production code uses none.
 *
 * <p>Takes readings in order and answers each from it and those before.
 */
interface Baseline {
  /**
   * Returns what is said at a reading.
   *
   * @param t epoch seconds, later than before
   * @param max above 0
   */
  Guess next(long t, double used, double max);
}
