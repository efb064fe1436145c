package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How the calls of an integration develop from day to day.
 *
 * @param status what it does
 * @param typicalDaily median of the known days from the first to the last with calls, days without
 *     calls as 0
 * @param firstSeen first day with calls
 * @param lastSeen last day with calls
 * @param since when the status began
 * @param changePerWeekPercent growth per week; empty if there are too few days to tell
 * @param significant whether it is more than chance
 * @param weekdays mean of each weekday over the mean of all, Monday first; 0 where none is known
 */
public record Trend(
    Status status,
    double typicalDaily,
    LocalDate firstSeen,
    LocalDate lastSeen,
    LocalDate since,
    OptionalDouble changePerWeekPercent,
    boolean significant,
    List<Double> weekdays) {
  /** What the calls of an integration do. */
  public enum Status {
    /** About as many as ever. */
    STEADY,
    /** More from week to week. */
    GROWING,
    /** Fewer from week to week. */
    SHRINKING,
    /** None at first, then every day. */
    NEW,
    /** Every day at first, then none. */
    STOPPED
  }

  /** Days without calls at the beginning or the end that make it new or stopped. */
  private static final int EDGE = 3;

  private static final int LEAST_DAYS = 3;
  private static final double ACTIVE = 0.6;
  private static final double LEAST_A_DAY = 10;
  private static final int LEAST_CALLS = 100;

  /** Growth per week below which it is called steady. */
  private static final double LEAST_GROWTH = 0.18;

  /** Standard errors by which growth must differ from zero. */
  private static final double SIGMAS = 3.0;

  /**
   * Returns the trend of calls by day.
   *
   * @param known the days whose calls are known, in order
   * @param calls calls by day, for days that had any
   * @param resources the same for each of its resources, or for the largest
   */
  public static Trend of(
      List<LocalDate> known,
      Map<LocalDate, Long> calls,
      Collection<Map<LocalDate, Long>> resources) {
    List<LocalDate> active = known.stream().filter(calls::containsKey).toList();
    if (active.isEmpty()) {
      throw new IllegalArgumentException("an integration without a call has no trend");
    }
    LocalDate first = active.getFirst();
    LocalDate last = active.getLast();
    int from = known.indexOf(first);
    int to = known.indexOf(last);
    double typical = median(known.subList(from, to + 1), calls);
    long sum = active.stream().mapToLong(calls::get).sum();
    boolean enough = sum >= LEAST_CALLS && sum >= LEAST_A_DAY * active.size();
    boolean steady = active.size() >= ACTIVE * (to - from + 1) && active.size() >= LEAST_DAYS;
    List<Double> weekdays = weekdays(known.subList(from, to + 1), calls);
    Status status = Status.STEADY;
    LocalDate since = first;
    OptionalDouble change = OptionalDouble.empty();
    boolean begins = from >= EDGE && to >= known.size() - 2;
    boolean ends = to < known.size() - EDGE && from < EDGE;
    if (enough && steady && begins) {
      status = Status.NEW;
    } else if (enough && steady && ends && active.size() > LEAST_DAYS) {
      status = Status.STOPPED;
      since = last;
    } else {
      Growth growth = Growth.of(active, calls, resources);
      change = growth.percent();
      if (enough && steady && growth.sigmas() >= SIGMAS) {
        if (growth.perWeek() >= Math.log1p(LEAST_GROWTH)) {
          status = Status.GROWING;
        } else if (growth.perWeek() <= -Math.log1p(LEAST_GROWTH)) {
          status = Status.SHRINKING;
        }
      }
    }
    return new Trend(
        status, typical, first, last, since, change, status != Status.STEADY, weekdays);
  }

  private static double median(List<LocalDate> days, Map<LocalDate, Long> calls) {
    long[] counts = days.stream().mapToLong(d -> calls.getOrDefault(d, 0L)).sorted().toArray();
    return counts[counts.length / 2];
  }

  private static List<Double> weekdays(List<LocalDate> days, Map<LocalDate, Long> calls) {
    double[] sums = new double[7];
    int[] counts = new int[7];
    double all = 0;
    for (LocalDate day : days) {
      int at = day.getDayOfWeek().getValue() - 1;
      long n = calls.getOrDefault(day, 0L);
      sums[at] += n;
      counts[at]++;
      all += n;
    }
    double mean = all / days.size();
    Double[] shape = new Double[7];
    for (DayOfWeek day : DayOfWeek.values()) {
      int at = day.getValue() - 1;
      shape[at] = counts[at] == 0 || mean == 0 ? 0.0 : sums[at] / counts[at] / mean;
    }
    return Arrays.asList(shape);
  }
}
