package dev.headroom.whatif;

import dev.headroom.limits.LimitName;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change would do, or why there is no answer. */
public sealed interface Answer {
  /** The limit that was asked about. */
  LimitName limit();

  /**
   * There is no answer.
   *
   * @param reason a sentence
   * @param since when the limit became another one, the start of the history that was used; null if
   *     it did not
   * @param byOrg whether that was because another org answers
   */
  record Unknown(LimitName limit, String reason, @Nullable Instant since, boolean byOrg)
      implements Answer {}

  /**
   * The coming days, each compared with past days of the same weekday.
   *
   * @param asOf the newest reading
   * @param max the allocation now
   * @param maxThen with the change
   * @param history how many past days were used
   * @param hoursRead in how many hours such a day was read, their median; 0 if there are none
   * @param weekly whether weekdays are distinguished; they are not with less than a week of history
   * @param since when the limit became another one; null if it did not in the period used
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
   * The result over the coming days.
   *
   * @param peakUsed the highest use
   * @param peakPercent of the allocation; not rounded, over 100 when over it
   * @param peakAt when, GMT
   * @param daysAtRisk those on which at least one of the compared days would reach the allocation
   * @param firstExhaustion when that first happens; null if it never does
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
   * @param compared how many past days it is compared with; 1 if the limit continues from its
   *     present value, as a stock does
   * @param peakBefore the highest use on any of them
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
    /** Returns the weekday. */
    public DayOfWeek weekday() {
      return date.getDayOfWeek();
    }
  }
}
