package dev.headroom.whatif;

import dev.headroom.history.Series;
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

/** The whole days of a history, GMT, each by quarters of an hour. */
final class PastDays {
  /** Quarters of an hour in a day. */
  static final int QUARTERS = 96;

  static final Duration QUARTER = Duration.ofMinutes(15);

  /** Days of one name that a coming one is held against. */
  private static final int WEEKS = 4;

  /** From so many days on, each name of the week has been there. */
  private static final int WEEK = 7;

  /** Hours with a reading that make a day whole. */
  private static final int HOURS = 20;

  /**
   * A day that was.
   *
   * @param used the most that was used in each quarter; one without a reading has that before it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Day(LocalDate date, double[] used) {}

  private final List<Day> newestFirst;

  private PastDays(List<Day> newestFirst) {
    this.newestFirst = newestFirst;
  }

  /** The whole days before that of {@code asOf}. */
  static PastDays of(Series series, Instant asOf) {
    LocalDate today = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    SortedMap<LocalDate, double[]> days = new TreeMap<>(Comparator.reverseOrder());
    for (Series.Point point : series.points()) {
      LocalDate date = LocalDate.ofInstant(point.at(), ZoneOffset.UTC);
      if (date.isBefore(today) && point.reading().used() >= 0) {
        double[] used = days.computeIfAbsent(date, d -> empty());
        int quarter = quarter(point.at());
        used[quarter] = Math.max(used[quarter], (double) point.reading().used());
      }
    }
    List<Day> whole = new ArrayList<>();
    days.forEach(
        (date, used) -> {
          if (isWhole(used)) {
            fill(used);
            whole.add(new Day(date, used));
          }
        });
    return new PastDays(whole);
  }

  /** The quarter of its day in which {@code at} lies. */
  static int quarter(Instant at) {
    return (int) (Math.floorMod(at.getEpochSecond(), 86_400) / QUARTER.toSeconds());
  }

  int count() {
    return newestFirst.size();
  }

  /** Whether there is a day of each name. */
  boolean weekly() {
    return newestFirst.stream().map(d -> d.date().getDayOfWeek()).distinct().count() == WEEK;
  }

  /** The days that {@code date} is held against, newest first. */
  List<Day> like(LocalDate date) {
    boolean weekly = weekly();
    return newestFirst.stream()
        .filter(d -> !weekly || d.date().getDayOfWeek() == date.getDayOfWeek())
        .limit(weekly ? WEEKS : WEEK)
        .toList();
  }

  private static double[] empty() {
    double[] used = new double[QUARTERS];
    Arrays.fill(used, -1);
    return used;
  }

  private static boolean isWhole(double[] used) {
    int hours = 0;
    int perHour = QUARTERS / 24;
    for (int h = 0; h < 24; h++) {
      boolean read = false;
      for (int q = 0; q < perHour; q++) {
        read |= used[h * perHour + q] >= 0;
      }
      hours += read ? 1 : 0;
    }
    return hours >= HOURS;
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
