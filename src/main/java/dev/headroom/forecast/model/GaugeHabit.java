package dev.headroom.forecast.model;

import dev.headroom.forecast.Recurrence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hours of the week at which a gauge reaches its cap. */
final class GaugeHabit {
  private static final int WEEK = 168;
  private static final double KEEP = 0.75;
  private static final List<Recurrence.Days> EACH =
      List.of(
          Recurrence.Days.MONDAYS,
          Recurrence.Days.TUESDAYS,
          Recurrence.Days.WEDNESDAYS,
          Recurrence.Days.THURSDAYS,
          Recurrence.Days.FRIDAYS,
          Recurrence.Days.SATURDAYS,
          Recurrence.Days.SUNDAYS);
  private static final double OFTEN = 0.5;
  private static final int ENOUGH = 3;

  /** Share of such hours in which the cap was reached, recent weeks weighted more. */
  private final double[] share = new double[WEEK];

  private final double[] weeks = new double[WEEK];
  private final LocalClock clock;
  private boolean reached;

  GaugeHabit(LocalClock clock) {
    this.clock = clock;
  }

  /** Records the readings from {@code before} to {@code t}; {@code atCap} belongs to {@code t}. */
  void look(long before, long t, boolean atCap) {
    long begun = hour(before);
    if (hour(t) != begun) {
      int hour = (int) Math.floorMod(begun + 72, (long) WEEK);
      weeks[hour] = KEEP * weeks[hour] + 1;
      share[hour] += ((reached ? 1 : 0) - share[hour]) / weeks[hour];
      reached = false;
    }
    reached |= atCap;
  }

  private long hour(long t) {
    return Math.floorDiv(clock.seconds(t), 3600L);
  }

  /** Moves the clock forward by this many hours. */
  void shift(int hours) {
    Profiles.turn(share, hours);
    Profiles.turn(weeks, hours);
  }

  /** Returns the most regular habit; null if the cap was reached on fewer than three such hours. */
  @Nullable Recurrence recurrence() {
    Recurrence best = null;
    for (int hour = 0; hour < 24; hour++) {
      Recurrence r = at(hour);
      if (r != null && (best == null || r.share() > best.share())) {
        best = r;
      }
    }
    return best;
  }

  private @Nullable Recurrence at(int hour) {
    double workdays = mean(hour, 0, 5);
    double weekend = mean(hour, 5, 7);
    if (workdays > OFTEN && weekend > OFTEN) {
      return habit(Recurrence.Days.DAILY, hour, mean(hour, 0, 7));
    }
    if (workdays > OFTEN) {
      return habit(Recurrence.Days.WEEKDAYS, hour, workdays);
    }
    if (weekend > OFTEN) {
      return habit(Recurrence.Days.WEEKENDS, hour, weekend);
    }
    for (int day = 0; day < 7; day++) {
      double one = mean(hour, day, day + 1);
      if (one > OFTEN) {
        return habit(EACH.get(day), hour, one);
      }
    }
    return null;
  }

  private Recurrence habit(Recurrence.Days days, int hour, double often) {
    return new Recurrence(days, hour, often, clock.zone());
  }

  /** NaN while there are too few such hours to call it a habit. */
  private double mean(int hour, int from, int to) {
    double sum = 0;
    double n = 0;
    for (int day = from; day < to; day++) {
      sum += share[day * 24 + hour] * weeks[day * 24 + hour];
      n += weeks[day * 24 + hour];
    }
    return n >= Math.min(ENOUGH, 2 + to - from) - 0.75 ? sum / n : Double.NaN;
  }

  void state(StateCodec c) {
    reached = c.flag(reached);
    c.amounts(share, 1);
    c.amounts(weeks, 4);
  }
}
