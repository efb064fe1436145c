package dev.headroom.forecast;

import java.time.Instant;

/** Why exhaustion is expected: the numbers that the words of an alert are made of. */
public sealed interface Grounds {
  /**
   * More comes than anyone expected, and has for a while.
   *
   * @param since when it began
   * @param timesUsual present rate as a multiple of the usual one at this time, at least 1;
   *     infinite where usually nothing comes
   */
  record Surge(Instant since, double timesUsual) implements Grounds {}

  /**
   * The expected course passes the maximum, or comes near it.
   *
   * @param timesUsual what came today as a multiple of what usually does by now; 1 of a stock
   * @param used what is used now, of the maximum
   * @param peak the highest use that is expected within the horizon, of the maximum
   */
  record UsualCourse(double timesUsual, double used, double peak) implements Grounds {}

  /**
   * It grows, and the room left lasts so long only.
   *
   * @param perDay gain a day, in the limit's unit; over 0
   * @param ofPeaks whether it swings, and what grows is its peaks
   */
  record Growth(double perDay, boolean ofPeaks) implements Grounds {}
}
