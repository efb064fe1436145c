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
   * The usual course of such a day passes the maximum.
   *
   * @param timesUsual what came today as a multiple of what usually does by now
   */
  record UsualCourse(double timesUsual) implements Grounds {}

  /**
   * It grows, and the room left lasts so long only.
   *
   * @param perDay gain a day, in the limit's unit
   */
  record Growth(double perDay) implements Grounds {}
}
