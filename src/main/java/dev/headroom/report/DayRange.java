package dev.headroom.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Consecutive days, GMT.
 *
 * @param from the first, inclusive
 * @param to the last, inclusive
 */
public record DayRange(LocalDate from, LocalDate to) {
  /** How many days are shown by default. */
  public static final int USUAL_DAYS = 14;

  /** The parameters that {@link #of} reads. */
  public static final List<String> MEMBERS = List.of("from", "to");

  /**
   * Reads {@code from} and {@code to}; without them it is the last {@link #USUAL_DAYS} up to {@code
   * newest}.
   *
   * @param parameters receives what is wrong
   */
  public static DayRange of(Parameters parameters, LocalDate newest) {
    LocalDate to = parameters.day("to", newest);
    LocalDate from = parameters.day("from", to.minusDays(USUAL_DAYS - 1));
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > UsageViews.MAX_DAYS) {
      parameters.refuse(
          "from",
          from.toString(),
          days < 1 ? "is after to" : "is more than " + UsageViews.MAX_DAYS + " days before to",
          "Write a day up to to, at most " + UsageViews.MAX_DAYS + " days with it.");
      return new DayRange(to, to);
    }
    return new DayRange(from, to);
  }

  /** Returns its days in order. */
  public List<LocalDate> days() {
    return from.datesUntil(to.plusDays(1)).toList();
  }
}
