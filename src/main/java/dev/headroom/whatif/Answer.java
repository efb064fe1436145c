package dev.headroom.whatif;

import dev.headroom.limits.LimitName;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would come of a change, or why that cannot be said. */
public sealed interface Answer {
  /** The limit that was asked about. */
  LimitName limit();

  /**
   * Nothing can be said.
   *
   * @param reason a sentence
   * @param since when the limit became another one, from when on alone it was looked at; null when
   *     it did not
   * @param byOrg whether that was because another org answers
   */
  record Unknown(LimitName limit, String reason, @Nullable Instant since, boolean byOrg)
      implements Answer {}

  /**
   * The coming days, each held against the days of the same name that were.
   *
   * @param asOf the newest reading
   * @param max the allocation now
   * @param maxThen with the change
   * @param history how many days were looked back at
   * @param hoursRead in how many hours of such a day it was read, the median of them; 0 when there
   *     are none
   * @param weekly whether days of the week are told apart; they are not with less than a week
   * @param since when the limit became another one; null when it did not in the time looked at
   * @param byOrg whether that was because another org answers
   * @param before without the change
   * @param after with it
   * @param days the coming days in order, the first is that of {@code asOf}
   */
  record Told(
      LimitName limit,
      Instant asOf,
      long max,
      long maxThen,
      int history,
      int hoursRead,
      boolean weekly,
      @Nullable Instant since,
      boolean byOrg,
      Outcome before,
      Outcome after,
      List<Day> days)
      implements Answer {
    public Told {
      days = List.copyOf(days);
    }
  }

  /**
   * What the coming days come to.
   *
   * @param peakUsed the most that is used
   * @param peakPercent of the allocation; not rounded, over 100 when over
   * @param peakAt when, GMT
   * @param daysAtRisk those on which at least one of the days held against it would reach the
   *     allocation
   * @param firstExhaustion when that is first so; null when it never is
   */
  record Outcome(
      double peakUsed,
      double peakPercent,
      Instant peakAt,
      List<LocalDate> daysAtRisk,
      @Nullable Instant firstExhaustion) {
    public Outcome {
      daysAtRisk = List.copyOf(daysAtRisk);
    }
  }

  /**
   * One coming day.
   *
   * @param compared how many days that were it is held against; 1 where the limit is carried on
   *     from where it is, as a stock is
   * @param peakBefore the highest use of any of them
   * @param peakAfter the same with the change
   * @param outBefore how many of them reach the allocation
   * @param outAfter the same with the change
   */
  record Day(
      LocalDate date,
      int compared,
      double peakBefore,
      double peakAfter,
      int outBefore,
      int outAfter) {
    /** The day's name. */
    public DayOfWeek weekday() {
      return date.getDayOfWeek();
    }
  }
}
