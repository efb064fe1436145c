package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Counted calls by integration and hour from stored days, and which hours are known. Hours are
 * counted since 1970 in UTC. If only hourly files of a day were read, an hour without calls after
 * the last one is not known: its file may still come.
 */
public final class CallHours {
  static final int DAY = 24;

  /** A usual value is the median of at least this many days of one kind. */
  private static final int LEAST_SAMPLES = 2;

  private static final int LEAST_WEEKS = 3;
  private static final int MAX_BACK = 28;

  private final TreeMap<Long, Integer> known = new TreeMap<>();
  private final Map<String, Map<Long, double[]>> calls = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private boolean hourly;

  private CallHours() {}

  /** Returns the hours of {@code days}, each once; unknown days are skipped. */
  public static CallHours of(List<StoredDay> days) {
    return of(days, part -> 1);
  }

  /**
   * Returns the same for part of the calls.
   *
   * @param portion of a part's calls, 0 to 1
   */
  static CallHours of(List<StoredDay> days, ToDoubleFunction<StoredDay.Part> portion) {
    CallHours hours = new CallHours();
    days.stream().filter(d -> d.source().answers()).forEach(d -> hours.add(d, portion));
    hours.close();
    return hours;
  }

  private void add(StoredDay stored, ToDoubleFunction<StoredDay.Part> portion) {
    long day = stored.day().toEpochDay();
    int until = 0;
    for (StoredDay.Part part : stored.parts()) {
      names.put(part.id(), part.name());
      double own = portion.applyAsDouble(part);
      double[] of =
          calls
              .computeIfAbsent(part.id(), k -> new HashMap<>())
              .computeIfAbsent(day, k -> new double[DAY]);
      List<Long> byHour = part.share().hours();
      for (int h = 0; h < DAY; h++) {
        of[h] += own * byHour.get(h);
        until = byHour.get(h) > 0 ? Math.max(until, h + 1) : until;
      }
    }
    boolean whole = stored.source().daily() || !stored.source().hourly();
    known.put(day, whole ? DAY : until);
    hourly = known.lastKey() == day ? !whole : hourly;
  }

  /** A day that is followed by hours of the next one is complete. */
  private void close() {
    Long last = known.isEmpty() ? null : known.lastKey();
    known.replaceAll(
        (day, until) -> last != null && day < last && known.containsKey(day + 1) ? DAY : until);
  }

  /** Returns the hour at which the known hours end; {@link Long#MIN_VALUE} if none is known. */
  public long until() {
    for (Map.Entry<Long, Integer> day : known.descendingMap().entrySet()) {
      if (day.getValue() > 0) {
        return day.getKey() * DAY + day.getValue();
      }
    }
    return Long.MIN_VALUE;
  }

  /** Returns whether the last known hours are from hourly files. */
  public boolean endsHourly() {
    return hourly;
  }

  /** Returns the ids of all integrations. */
  public Set<String> integrations() {
    return Collections.unmodifiableSet(calls.keySet());
  }

  /** Returns the name of an integration. */
  public String name(String id) {
    return names.getOrDefault(id, id);
  }

  boolean knows(long hour) {
    return known.getOrDefault(Math.floorDiv(hour, (long) DAY), 0) > Math.floorMod(hour, DAY);
  }

  /** Returns the calls of an integration in a known hour. */
  public double calls(String id, long hour) {
    Map<Long, double[]> days = calls.get(id);
    double[] day = days == null ? null : days.get(Math.floorDiv(hour, (long) DAY));
    return day == null ? 0 : day[Math.floorMod(hour, DAY)];
  }

  /** Returns the calls of an integration in a known hour, on average. */
  double mean(String id) {
    double sum = 0;
    for (double[] day : calls.getOrDefault(id, Map.of()).values()) {
      sum += Arrays.stream(day).sum();
    }
    long count = known.values().stream().mapToLong(Integer::longValue).sum();
    return sum / Math.max(1, count);
  }

  /** Hours, each with a weight; 0 excludes one. */
  static final class Window {
    private final long from;
    private final double[] weights;

    /** The hour {@code from} and those that follow, one for each weight. */
    Window(long from, double... weights) {
      this.from = from;
      this.weights = weights;
    }

    /** Returns the hours from {@code from} until before {@code until}. */
    static Window of(long from, long until) {
      double[] weights = new double[(int) Math.max(0, until - from)];
      Arrays.fill(weights, 1);
      return new Window(from, weights);
    }

    /** Returns how many hours it is, parts of hours included. */
    double weight() {
      return Arrays.stream(weights).sum();
    }

    /** Returns how many hours count. */
    int size() {
      return (int) Arrays.stream(weights).filter(w -> w > 0).count();
    }
  }

  /** Returns the calls of an integration in the hours of a window, {@code back} days earlier. */
  double sum(String id, Window window, int back) {
    double sum = 0;
    for (int i = 0; i < window.weights.length; i++) {
      if (window.weights[i] > 0) {
        sum += window.weights[i] * calls(id, window.from + i - (long) DAY * back);
      }
    }
    return sum;
  }

  /**
   * Returns how many days back a window is completely known, on days like its own: the same weekday
   * if three weeks are known, otherwise workdays or weekends; all that are known if these are too
   * few.
   */
  List<Integer> daysLike(Window window) {
    List<Integer> all = new ArrayList<>();
    List<Integer> kind = new ArrayList<>();
    List<Integer> weekday = new ArrayList<>();
    long middle = window.from + window.weights.length / 2;
    for (int back = 1; back <= MAX_BACK; back++) {
      if (isKnown(window, back)) {
        all.add(back);
        if (isWeekend(middle) == isWeekend(middle - (long) DAY * back)) {
          kind.add(back);
        }
        if (back % 7 == 0) {
          weekday.add(back);
        }
      }
    }
    return weekday.size() >= LEAST_WEEKS ? weekday : kind.size() >= LEAST_SAMPLES ? kind : all;
  }

  private boolean isKnown(Window window, int back) {
    for (int i = 0; i < window.weights.length; i++) {
      if (window.weights[i] > 0 && !knows(window.from + i - (long) DAY * back)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the median of an integration's calls in a window on those days; 0 if there are none.
   */
  double usual(String id, Window window, List<Integer> days) {
    double[] sums = days.stream().mapToDouble(back -> sum(id, window, back)).sorted().toArray();
    int half = sums.length / 2;
    return sums.length == 0
        ? 0
        : sums.length % 2 == 1 ? sums[half] : (sums[half - 1] + sums[half]) / 2;
  }

  private static boolean isWeekend(long hour) {
    DayOfWeek day = LocalDate.ofEpochDay(Math.floorDiv(hour, (long) DAY)).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }
}
