package dev.headroom.forecast.model;

import dev.headroom.limits.Window;
import java.time.LocalDate;

/**
 * Learns from the readings how a counter forgets, where the catalogue does not state it.
 *
 * <ul>
 *   <li>A drop of over 70 % in one step is a reset; for a limit about which nothing is known, two
 *       at the same hour mean a fixed day.
 *   <li>Resets at over half of the hours' ends mean a fixed hour.
 *   <li>A day's window holds at least the day's rises: a counter far below them that also declines
 *       without resets is an hour's.
 *   <li>No falls in three days mean a stock.
 *   <li>A rolling day with over 85 % of its falls on the hour forgets whole hours.
 * </ul>
 */
final class WindowFinder {
  /** A fall to under this share in one step is a reset. */
  private static final double RESET = 0.3;

  /** As a share of the maximum: falls from less mean nothing. */
  private static final double SMALL = 0.02;

  /** How far apart, in seconds, two readings of one step may be. */
  private static final long STEP = 1800;

  /** Seconds of history before an unknown limit is judged: a day and a half. */
  private static final long JUDGED_AFTER = 36 * 3600;

  /** Decay of falls, per reading. */
  private static final double KEEP = 0.999;

  /**
   * Share of readings impossible for a count, from which the limit is a gauge; and the weight of a
   * new reading.
   */
  private static final double OFTEN = 0.2;

  private static final double IMPOSSIBLE_KEPT = 0.01;

  private static final long DAY = Buckets.DAY_SECONDS;

  private final Window window;
  Kind kind;

  /** Second of the day at which a fixed day begins. */
  long resetAt;

  /** Day of the month on which a month's count begins; 0 while unknown. */
  private int monthDay;

  /** How many slots of five minutes an hourly window holds. */
  final int slots;

  boolean fixedHour;

  /** Whether a rolling day forgets an hour at a time. */
  boolean wholeHours;

  /** Recent share of readings that are impossible for an hour's count. */
  private double impossible;

  private int hourResets;
  private int hourEdges;
  private int dayResets;
  private long dayResetAt = -1;
  private double dropEdge;
  private double dropAll;

  /** Rises and declines of the last day, falls of the last three, the peak of the last two. */
  private double rise;

  private double slid;
  private double fell;
  private double top;

  WindowFinder(Window window) {
    this.window = window;
    this.slots = window == Window.ROLLING_30MIN ? 6 : 12;
    this.kind =
        switch (window) {
          case ROLLING_24H, DAY_UNSPECIFIED, UNKNOWN -> Kind.ROLLING;
          case FIXED_DAY_GMT -> Kind.FIXED_DAY;
          case ROLLING_1H, HOUR_UNSPECIFIED, ROLLING_30MIN -> Kind.HOUR;
          case CONCURRENT -> Kind.GAUGE;
          case STOCK, MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> Kind.STOCK;
        };
  }

  /** Returns whether the catalogue calls it a month's count. */
  boolean isMonth() {
    return isMonth(window);
  }

  private static boolean isMonth(Window window) {
    return switch (window) {
      case MONTH_CALENDAR, MONTH_CONTRACT, MONTH_UNSPECIFIED -> true;
      case ROLLING_24H,
          ROLLING_1H,
          ROLLING_30MIN,
          FIXED_DAY_GMT,
          DAY_UNSPECIFIED,
          HOUR_UNSPECIFIED,
          CONCURRENT,
          STOCK,
          UNKNOWN ->
          false;
    };
  }

  /** Returns whether a month's counter was reset between two readings. */
  boolean startsAgain(double usedBefore, double used) {
    return isMonth(window) && used < 0.5 * usedBefore;
  }

  /**
   * Adds a reading.
   *
   * @param t0 time of the first reading
   * @param before time of the last one
   * @return true if the learned arrivals must be discarded
   */
  boolean look(long t0, long before, double usedBefore, long t, double used, double m) {
    boolean edge = t / 3600 != before / 3600;
    if (startsAgain(usedBefore, used)) {
      int day = LocalDate.ofEpochDay(Math.floorDiv(t, DAY)).getDayOfMonth();
      monthDay = window == Window.MONTH_CALENDAR ? 1 : day;
    }
    if (kind == Kind.GAUGE) {
      return false;
    }
    if (kind == Kind.ROLLING && t - before <= Buckets.SECONDS && usedBefore > 0.01 * m) {
      findWholeHours(usedBefore - used, edge, m);
    }
    if (!open()) {
      return false;
    }
    sum(t - before, used - usedBefore, usedBefore, used);
    if (t - before <= STEP && usedBefore > SMALL * m) {
      hourEdges += edge ? 1 : 0;
      if (used < RESET * usedBefore) {
        reset(t, edge);
      }
    }
    if (window == Window.HOUR_UNSPECIFIED) {
      fixedHour = hourResets >= 3 && mostHoursReset();
    }
    return window == Window.UNKNOWN && t - t0 > JUDGED_AFTER && judge(t - t0, used, m);
  }

  /** Whether there is anything left to learn. */
  private boolean open() {
    return window == Window.ROLLING_1H
        || window == Window.UNKNOWN
        || window == Window.DAY_UNSPECIFIED
        || window == Window.HOUR_UNSPECIFIED;
  }

  /**
   * Records whether the count of an hour would need negative arrivals in the last minutes. If that
   * happens repeatedly, it is not a count but a gauge.
   *
   * @return true if the learned arrivals must be discarded
   */
  boolean fellByMore(boolean impossibly) {
    if (window != Window.UNKNOWN) {
      return false;
    }
    impossible += IMPOSSIBLE_KEPT * ((impossibly ? 1 : 0) - impossible);
    if (impossible < OFTEN) {
      return false;
    }
    kind = Kind.GAUGE;
    return true;
  }

  private boolean mostHoursReset() {
    return hourResets > 0.5 * hourEdges;
  }

  private void findWholeHours(double drop, boolean edge, double m) {
    if (drop <= 0) {
      return;
    }
    dropAll = KEEP * (dropAll + drop);
    dropEdge = KEEP * (dropEdge + (edge ? drop : 0));
    wholeHours = dropAll > 0.15 * m && dropEdge > 0.85 * dropAll;
  }

  private void sum(long dt, double d, double usedBefore, double used) {
    double keep = Math.max(0, 1 - dt / (double) DAY);
    rise = rise * keep + Math.max(0, d);
    slid = slid * keep + (d < 0 && used >= RESET * usedBefore ? -d : 0);
    fell = fell * Math.max(0, 1 - dt / (3.0 * DAY)) + Math.max(0, -d);
    top = Math.max(used, top * Math.max(0, 1 - dt / (2.0 * DAY)));
  }

  private void reset(long t, boolean edge) {
    long at = t / 3600 * 3600 % DAY;
    hourResets += edge ? 1 : 0;
    dayResets = dayResetAt == at ? dayResets + 1 : 1;
    dayResetAt = at;
    boolean twiceAndNoHour = kind != Kind.HOUR && dayResets >= 2 && rise < 2.5 * top;
    if (window == Window.DAY_UNSPECIFIED || (window == Window.UNKNOWN && twiceAndNoHour)) {
      kind = Kind.FIXED_DAY;
      resetAt = at;
    }
  }

  /** Judges a limit about which nothing is known. */
  private boolean judge(long history, double used, double m) {
    boolean slides = used < 0.2 * rise && rise > 0.05 * m && slid > 0.3 * rise;
    if (slides || rise > 4 * Math.max(top, SMALL * m)) {
      boolean found = kind != Kind.HOUR;
      kind = Kind.HOUR;
      fixedHour = mostHoursReset();
      return found;
    }
    if (kind == Kind.HOUR) {
      fixedHour = mostHoursReset();
    } else if (kind == Kind.ROLLING && history > 3 * DAY && fell < 0.02 * Math.max(rise, 1e-9)) {
      kind = Kind.STOCK;
    } else if (kind == Kind.STOCK && fell > 0.2 * rise) {
      kind = Kind.ROLLING;
    }
    return false;
  }

  /** Returns whether the count starts over each month. */
  boolean monthly() {
    return window == Window.MONTH_CALENDAR || monthDay > 0;
  }

  /** Returns when the month of {@code t} ends. */
  long monthEnd(long t) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(t, 86_400L));
    int first = Math.max(1, monthDay);
    LocalDate next = day.withDayOfMonth(Math.min(first, day.lengthOfMonth()));
    if (!next.isAfter(day)) {
      LocalDate month = day.withDayOfMonth(1).plusMonths(1);
      next = month.withDayOfMonth(Math.min(first, month.lengthOfMonth()));
    }
    return next.toEpochDay() * 86_400L;
  }

  void state(StateCodec c) {
    monthDay = (int) c.count(monthDay);
    kind = Kind.of(c.count(kind.code()));
    resetAt = c.count(resetAt);
    fixedHour = c.flag(fixedHour);
    wholeHours = c.flag(wholeHours);
    hourResets = (int) c.count(hourResets);
    hourEdges = (int) c.count(hourEdges);
    dayResets = (int) c.count(dayResets);
    dayResetAt = c.count(dayResetAt + 1) - 1;
    dropEdge = c.number(dropEdge);
    dropAll = c.number(dropAll);
    rise = c.number(rise);
    top = c.number(top);
    fell = c.number(fell);
    slid = c.number(slid);
  }
}
