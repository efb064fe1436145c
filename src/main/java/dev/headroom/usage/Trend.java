package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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
    return of(
        known,
        counts(known, calls),
        resources.stream().map(resource -> counts(known, resource)).toList());
  }

  private static long[] counts(List<LocalDate> days, Map<LocalDate, Long> calls) {
    return days.stream().mapToLong(day -> calls.getOrDefault(day, Growth.NONE)).toArray();
  }

  /**
   * The same of counts that are in the order of {@code known}, {@link Growth#NONE} where there is
   * none.
   */
  static Trend of(List<LocalDate> known, long[] calls, Collection<long[]> resources) {
    int[] active = IntStream.range(0, calls.length).filter(i -> calls[i] != Growth.NONE).toArray();
    if (active.length == 0) {
      throw new IllegalArgumentException("an integration without a call has no trend");
    }
    int from = active[0];
    int to = active[active.length - 1];
    LocalDate first = known.get(from);
    LocalDate last = known.get(to);
    long sum = 0;
    for (int i : active) {
      sum += calls[i];
    }
    long[] spanned = new long[to - from + 1];
    for (int i = 0; i < spanned.length; i++) {
      spanned[i] = Math.max(0, calls[from + i]);
    }
    double typical = median(spanned);
    boolean enough = sum >= LEAST_CALLS && sum >= LEAST_A_DAY * active.length;
    boolean steady = active.length >= ACTIVE * (to - from + 1) && active.length >= LEAST_DAYS;
    List<Double> weekdays = weekdays(known.subList(from, to + 1), spanned);
    Status status = Status.STEADY;
    LocalDate since = first;
    OptionalDouble change = OptionalDouble.empty();
    boolean begins = from >= EDGE && to >= known.size() - 2;
    boolean ends = to < known.size() - EDGE && from < EDGE;
    if (enough && steady && begins) {
      status = Status.NEW;
    } else if (enough && steady && ends && active.length > LEAST_DAYS) {
      status = Status.STOPPED;
      since = last;
    } else {
      Growth growth =
          Growth.of(
              Arrays.stream(active).mapToObj(known::get).toList(),
              at(active, calls),
              resources.stream().map(resource -> at(active, resource)).toList());
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

  private static long[] at(int[] which, long[] counts) {
    long[] some = new long[which.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = counts[which[i]];
    }
    return some;
  }

  private static double median(long[] calls) {
    long[] counts = calls.clone();
    Arrays.sort(counts);
    return counts[counts.length / 2];
  }

  private static List<Double> weekdays(List<LocalDate> days, long[] calls) {
    double[] sums = new double[7];
    int[] counts = new int[7];
    double all = 0;
    for (int i = 0; i < calls.length; i++) {
      int at = days.get(i).getDayOfWeek().getValue() - 1;
      sums[at] += calls[i];
      counts[at]++;
      all += calls[i];
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
