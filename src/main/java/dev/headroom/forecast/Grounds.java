package dev.headroom.forecast;

import java.time.Instant;

/** Why exhaustion is expected: the numbers from which the wording of an alert is made. */
public sealed interface Grounds {
  /**
   * Use is higher than anyone expected, and has been for a while.
   *
   * @param since when it began
   * @param timesUsual present rate as a multiple of the usual one at this time, at least 1;
   *     infinite where usually nothing comes
   */
  record Surge(Instant since, double timesUsual) implements Grounds {}

  /**
   * The expected course passes the maximum, or comes near it.
   *
   * @param timesUsual what came today as a multiple of what usually has by now; 1 for a stock
   * @param used present use as a share of the maximum
   * @param peak the highest use expected within the horizon, as a share of the maximum
   */
  record UsualCourse(double timesUsual, double used, double peak) implements Grounds {}

  /**
   * Use grows, and the remaining room lasts only so long.
   *
   * @param perDay gain per day in the limit's unit; over 0
   * @param ofPeaks whether use swings and it is the peaks that grow
   */
  record Growth(double perDay, boolean ofPeaks) implements Grounds {}
}
