package dev.headroom.whatif;

import dev.headroom.history.Series;
import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The past days of a history, GMT, each in quarters of an hour. They use the present offset of
 * local time, so that work that follows local time stays at one hour, whatever the clocks said
 * then.
 */
final class PastDays {
  /** Quarters of an hour in a day. */
  static final int QUARTERS = 96;

  static final Duration QUARTER = Duration.ofMinutes(15);

  /** Days of one weekday that a coming day is compared with. */
  private static final int WEEKS = 4;

  /** With this many days, each weekday has occurred. */
  private static final int WEEK = 7;

  /** In how many hours, of 24, a day must have been read to be compared with others. */
  static final int LEAST_HOURS = 8;

  /**
   * A past day.
   *
   * @param used the highest use in each quarter; a quarter without a reading has the value before
   *     it
   * @param hours in how many hours it was read
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Day(LocalDate date, double[] used, int hours) {
    private double mostCalls(Window window) {
      return switch (window) {
        case ROLLING_1H, HOUR_UNSPECIFIED -> sumOfPeaks(QUARTERS / 24);
        case ROLLING_30MIN -> sumOfPeaks(QUARTERS / 48);
        default -> Arrays.stream(used).max().orElse(0);
      };
    }

    private double sumOfPeaks(int quarters) {
      double sum = 0;
      for (int q = 0; q < used.length; q += quarters) {
        sum += Arrays.stream(used, q, q + quarters).max().orElse(0);
      }
      return sum;
    }
  }

  private final List<Day> newestFirst;

  private PastDays(List<Day> newestFirst) {
    this.newestFirst = newestFirst;
  }

  /**
   * Returns the days before that of {@code asOf} that were read in {@link #LEAST_HOURS} hours, and
   * in about as many as the others: for an org that is read all day, a day that was cut short does
   * not count.
   */
  static PastDays of(History history, Instant asOf) {
    LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    SortedMap<LocalDate, double[]> days = new TreeMap<>(Comparator.reverseOrder());
    for (Series.Point point : history.series().points()) {
      Instant at = point.at().plus(history.later(point.at(), asOf));
      LocalDate date = LocalDate.ofInstant(at, ZoneOffset.UTC);
      if (date.isBefore(today) && point.reading().used() >= 0) {
        double[] used = days.computeIfAbsent(date, d -> empty());
        int quarter = quarter(at);
        used[quarter] = Math.max(used[quarter], (double) point.reading().used());
      }
    }
    int usual = median(days.values().stream().mapToInt(PastDays::hours));
    int least = Math.max(LEAST_HOURS, Math.ceilDiv(usual * 5, 6));
    List<Day> whole = new ArrayList<>();
    days.forEach(
        (date, used) -> {
          int hours = hours(used);
          if (hours >= least) {
            fill(used);
            whole.add(new Day(date, used, hours));
          }
        });
    return new PastDays(whole);
  }

  /** Returns the quarter of its day in which {@code at} lies. */
  static int quarter(Instant at) {
    return (int) (Math.floorMod(at.getEpochSecond(), 86_400) / QUARTER.toSeconds());
  }

  int count() {
    return newestFirst.size();
  }

  /** Returns in how many hours a day was read, the median; 0 if there is none. */
  int hours() {
    return median(newestFirst.stream().mapToInt(Day::hours));
  }

  /** Returns the most calls that came on one of them, as far as the window shows it. */
  double mostCalls(Window window) {
    return newestFirst.stream().mapToDouble(day -> day.mostCalls(window)).max().orElse(0);
  }

  /** Returns whether there is a day for each weekday. */
  boolean weekly() {
    return newestFirst.stream().map(d -> d.date().getDayOfWeek()).distinct().count() == WEEK;
  }

  /** Returns the days that {@code date} is compared with, newest first. */
  List<Day> like(LocalDate date) {
    boolean weekly = weekly();
    return newestFirst.stream()
        .filter(d -> !weekly || d.date().getDayOfWeek() == date.getDayOfWeek())
        .limit(weekly ? WEEKS : WEEK)
        .toList();
  }

  /** The upper one of two; 0 for none. */
  private static int median(IntStream hours) {
    int[] sorted = hours.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static double[] empty() {
    double[] used = new double[QUARTERS];
    Arrays.fill(used, -1);
    return used;
  }

  private static int hours(double[] used) {
    int hours = 0;
    int perHour = QUARTERS / 24;
    for (int h = 0; h < 24; h++) {
      boolean read = false;
      for (int q = 0; q < perHour; q++) {
        read |= used[h * perHour + q] >= 0;
      }
      hours += read ? 1 : 0;
    }
    return hours;
  }

  private static void fill(double[] used) {
    double last = -1;
    for (double u : used) {
      if (u >= 0) {
        last = u;
        break;
      }
    }
    for (int q = 0; q < used.length; q++) {
      last = used[q] >= 0 ? used[q] : last;
      used[q] = last;
    }
  }
}
