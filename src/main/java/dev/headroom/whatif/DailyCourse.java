package dev.headroom.whatif;

import dev.headroom.limits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The course for a window of at most a day: each day is like the similar past days. The difference
 * at the newest reading disappears as it leaves the window: over the next 24 hours if it rolls, at
 * midnight if it is reset.
 */
final class DailyCourse implements Course {
  private static final double DAY = Duration.ofDays(1).toSeconds();

  private final PastDays past;
  private final Window window;
  private final Instant asOf;
  private final double used;
  private final int now;
  private final History history;
  private final double different;
  private final Map<LocalDate, List<PastDays.Day>> like = new HashMap<>();

  /**
   * Creates a course.
   *
   * @param used at {@code asOf}, the newest reading
   * @param history whose local time the days follow
   */
  DailyCourse(PastDays past, Window window, Instant asOf, double used, History history) {
    this.history = history;
    this.past = past;
    this.window = window;
    this.asOf = asOf;
    this.used = used;
    this.now = PastDays.quarter(asOf);
    double usual =
        like(today()).stream().mapToDouble(d -> d.used()[this.now]).average().orElse(used);
    this.different = used - usual;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(asOf, ZoneOffset.UTC);
  }

  private List<PastDays.Day> like(LocalDate day) {
    return like.computeIfAbsent(day, past::like);
  }

  @Override
  public int compared(LocalDate day) {
    return like(day).size();
  }

  @Override
  public double used(LocalDate day, int i, int quarter, Instant at) {
    double then = like(day).get(i).used()[local(quarter, at)];
    return Math.max(0, then + different(day, i) * left(day, at));
  }

  /** The quarter of a past day whose local time equals that at {@code at}. */
  private int local(int quarter, Instant at) {
    long later = history.later(at, asOf).dividedBy(PastDays.QUARTER);
    return (int) Math.max(0, Math.min(PastDays.QUARTERS - 1, quarter + later));
  }

  /**
   * The difference now: today, from each of the compared days separately, so that every course
   * begins at the limit's present value; on later days, from all of these on average.
   */
  private double different(LocalDate day, int i) {
    return day.equals(today()) ? used - like(day).get(i).used()[now] : different;
  }

  /** How much of the difference is still in the window. */
  private double left(LocalDate day, Instant at) {
    return switch (window) {
      case FIXED_DAY_GMT -> day.equals(today()) ? 1 : 0;
      case ROLLING_24H, DAY_UNSPECIFIED ->
          Math.max(0, 1 - Duration.between(asOf, at).toSeconds() / DAY);
      default -> 0;
    };
  }
}
