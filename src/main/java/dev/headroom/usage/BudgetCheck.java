package dev.headroom.usage;

import dev.headroom.alert.BudgetJudge;
import dev.headroom.usage.CallHours.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the calls of integrations against their budgets. Where hourly files exist the day that goes
 * on is judged, else the last whole day. Where the org's counter is above the usual now, the usual
 * day of the integration, as much above, says what is to be expected of today.
 */
public final class BudgetCheck {
  /** Hours of a day that must be known before it says how the day ends. */
  static final int LEAST_HOURS = 6;

  /** Days that are older say nothing of now. */
  private static final int MAX_DAYS_OLD = 3;

  /** From so far above its usual on, a counter rises. */
  private static final double RISING = 1.15;

  private static final long HOUR = 3600;

  private final CallHours hours;
  private final Instant at;
  private final OptionalLong used;

  /**
   * A check at a time.
   *
   * @param days the last four weeks, in order
   * @param used what the org's counter has now; empty when it is not known
   */
  public BudgetCheck(List<StoredDay> days, Instant at, OptionalLong used) {
    this.hours = CallHours.of(days);
    this.at = at;
    this.used = used;
  }

  /**
   * What an integration made of its budget.
   *
   * @param day which day it is about
   * @param calls counted calls, or with {@code projected} those that are expected
   * @param decided whether it is known how the day ends
   */
  public record Spent(LocalDate day, long calls, boolean projected, boolean decided) {}

  /**
   * The calls of an integration that say most; empty when no day of the last three is known.
   *
   * @param budget calls a day
   */
  public Optional<Spent> of(String integration, long budget) {
    long until = hours.until();
    long today = Math.floorDiv(at.getEpochSecond(), HOUR * CallHours.DAY);
    if (until == Long.MIN_VALUE || Math.floorDiv(until - 1, CallHours.DAY) < today - MAX_DAYS_OLD) {
      return Optional.empty();
    }
    long day = Math.floorDiv(until - 1, CallHours.DAY);
    long begin = day * CallHours.DAY;
    boolean whole = until == begin + CallHours.DAY;
    double calls = hours.sum(integration, Window.of(begin, until), 0);
    double rest = whole ? 0 : usual(integration, until, begin + CallHours.DAY);
    Spent counted =
        new Spent(
            date(day),
            Math.round(calls),
            false,
            whole || isDecided(until, begin, calls + rest, budget));
    double factor = factor();
    if (factor < RISING || calls >= budget) {
      return Optional.of(counted);
    }
    // What is left of the day, or all of today, at the rate at which the org calls now.
    long from = day == today ? until : today * CallHours.DAY;
    double expected =
        (day == today ? calls : 0) + factor * usual(integration, from, (today + 1) * CallHours.DAY);
    return Optional.of(
        expected > calls && expected >= BudgetJudge.ATTENTION * budget
            ? new Spent(date(today), Math.round(expected), true, false)
            : counted);
  }

  /** Whether enough of a day that goes on is known to say that it stays far below the budget. */
  private static boolean isDecided(long until, long begin, double expected, long budget) {
    return until - begin >= LEAST_HOURS && expected < BudgetJudge.OVER * budget;
  }

  /**
   * How far the org's counter is above what is usual of all integrations together; 1 if unknown.
   */
  private double factor() {
    if (used.isEmpty()) {
      return 1;
    }
    long now = Math.floorDiv(at.getEpochSecond(), HOUR);
    double usual = 0;
    for (String id : hours.integrations()) {
      usual += usual(id, now - CallHours.DAY, now);
    }
    return usual > 0 ? used.getAsLong() / usual : 1;
  }

  private double usual(String integration, long from, long until) {
    Window window = Window.of(from, until);
    return until <= from ? 0 : hours.usual(integration, window, hours.daysLike(window));
  }

  private static LocalDate date(long day) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(day * CallHours.DAY * HOUR), ZoneOffset.UTC);
  }
}
