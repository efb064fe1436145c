package dev.headroom.whatif;

import dev.headroom.history.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The course for a stock or a monthly limit: continued from its present value by the average daily
 * increase of the history. Clean-ups reduce a stock's average; the reset of a month does not count.
 */
final class GrowingCourse implements Course {
  private static final double DAY = Duration.ofDays(1).toSeconds();

  private final boolean monthly;
  private final Instant asOf;
  private final double used;
  private final double perDay;

  /**
   * Creates a course.
   *
   * @param series at least two points, not at the same time
   * @param monthly whether it starts at 0 on each first of a month, GMT
   */
  GrowingCourse(Series series, boolean monthly) {
    List<Series.Point> points = series.points();
    Series.Point first = points.getFirst();
    Series.Point last = points.getLast();
    this.monthly = monthly;
    this.asOf = last.at();
    this.used = last.reading().used();
    double days = Duration.between(first.at(), last.at()).toSeconds() / DAY;
    this.perDay = (monthly ? grown(points) : used - first.reading().used()) / days;
  }

  private static double grown(List<Series.Point> points) {
    double grown = 0;
    for (int i = 1; i < points.size(); i++) {
      double more = points.get(i).reading().used() - points.get(i - 1).reading().used();
      grown += Math.max(0, more);
    }
    return grown;
  }

  @Override
  public int compared(LocalDate day) {
    return 1;
  }

  @Override
  public double used(LocalDate day, int i, int quarter, Instant at) {
    Instant reset = day.withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    boolean again = monthly && reset.isAfter(asOf);
    double days = Duration.between(again ? reset : asOf, at).toSeconds() / DAY;
    return Math.max(0, (again ? 0 : used) + perDay * days);
  }
}
