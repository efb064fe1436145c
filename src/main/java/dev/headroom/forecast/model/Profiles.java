package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * What was learned from past days, by time of day: for each weekday, and slowly and fast for all
 * busy days. Weekdays and times of day are those of {@link UsualWeek}.
 */
final class Profiles {
  private static final int DAY = Buckets.DAY;
  private static final int WEEK = 7;

  /** Share of a new day in a weekday's profile: half of it comes from the last two weeks. */
  private static final double LEARN_WEEKDAY = 0.35;

  /** Share of a new day in the slow profile of busy days. */
  private static final double LEARN_SLOW = 0.15;

  /** Share of a new day in the fast profile: a new integration is in it after two days. */
  private static final double LEARN_FAST = 0.6;

  final double[] week = new double[WEEK * DAY];
  final double[] slow = new double[DAY];
  final double[] fast = new double[DAY];

  /** How many days of each weekday were learned, and what came on one. */
  final int[] seen = new int[WEEK];

  private final double[] total = new double[WEEK];

  /** What comes on a busy day, without growth; and how many were learned. */
  double slowTotal;

  int workdays;

  /** Returns how many days were learned. */
  int days() {
    int n = 0;
    for (int x : seen) {
      n += x;
    }
    return n;
  }

  /** Discards everything: the learned arrivals were not real. */
  void forget() {
    Arrays.fill(seen, 0);
    workdays = 0;
  }

  boolean busy(int label) {
    return seen[label] == 0 ? label < 5 : total[label] > 0.5 * slowTotal;
  }

  /** Returns a weekday's total relative to that of busy days; used after three of them. */
  double factor(int label) {
    if (seen[label] == 0 || slowTotal <= 0) {
      return 1;
    }
    double n = Math.min(3, seen[label]);
    return (n * total[label] / slowTotal + 1) / (n + 1);
  }

  /** Learns a complete day; values under 0 mean that nothing is to be learned. */
  void learn(int label, double[] came, double growth) {
    double f = factor(label);
    boolean busy = busy(label);
    for (int tod = 0; tod < DAY; tod++) {
      double a = came[tod];
      if (a < 0) {
        continue;
      }
      int i = label * DAY + tod;
      week[i] = mixed(week[i], a / growth, seen[label], LEARN_WEEKDAY);
      if (busy) {
        slow[tod] = mixed(slow[tod], a / growth / f, workdays, LEARN_SLOW);
        fast[tod] = workdays == 0 ? a / f : fast[tod] + LEARN_FAST * (a / f - fast[tod]);
      }
    }
  }

  /** Counts a learned day, and what came on it without growth. */
  void endDay(int label, double came) {
    workdays += busy(label) ? 1 : 0;
    total[label] = seen[label] == 0 ? came : mixed(total[label], came, seen[label], LEARN_WEEKDAY);
    seen[label]++;
    slowTotal = 0;
    for (double x : slow) {
      slowTotal += x;
    }
  }

  /** The plain mean of the first values, then an exponentially weighted one. */
  private static double mixed(double mean, double x, int n, double share) {
    return n == 0 ? x : mean + Math.max(1.0 / (n + 1), share) * (x - mean);
  }

  /** Corrects what was learned for a time of day by {@code c}. */
  void correct(int tod, double c, double growth) {
    for (int l = 0; l < WEEK; l++) {
      if (seen[l] > 0) {
        week[l * DAY + tod] = Math.max(0, week[l * DAY + tod] + c / growth);
      }
    }
    if (workdays > 0) {
      slow[tod] = Math.max(0, slow[tod] + c / growth);
      fast[tod] = Math.max(0, fast[tod] + c);
    }
  }

  /** Moves everything by this many days and buckets later. */
  void shift(int days, int buckets) {
    turn(slow, buckets);
    turn(fast, buckets);
    turn(total, days);
    int[] seenThen = seen.clone();
    double[] weekThen = week.clone();
    for (int l = 0; l < WEEK; l++) {
      int to = Math.floorMod(l + days, WEEK);
      seen[to] = seenThen[l];
      for (int tod = 0; tod < DAY; tod++) {
        week[to * DAY + Math.floorMod(tod + buckets, DAY)] = weekThen[l * DAY + tod];
      }
    }
  }

  /** Moves each value {@code by} places further on; the last ones come first. */
  static void turn(double[] a, int by) {
    double[] then = a.clone();
    for (int i = 0; i < a.length; i++) {
      a[Math.floorMod(i + by, a.length)] = then[i];
    }
  }

  /**
   * Codes its state.
   *
   * @param weekdays whether each weekday has a course of its own; if not, that of busy days is read
   *     back
   */
  void state(StateCodec c, double scale, boolean weekdays) {
    if (weekdays) {
      c.amounts(week, scale);
    }
    c.amounts(slow, scale);
    c.amounts(fast, scale);
    c.amounts(total, 100 * scale);
    for (int l = 0; l < WEEK; l++) {
      seen[l] = (int) c.count(seen[l]);
    }
    workdays = (int) c.count(workdays);
    slowTotal = c.number(slowTotal);
    for (int i = 0; !weekdays && c.reads() && i < week.length; i++) {
      week[i] = slow[i % DAY] * factor(i / DAY);
    }
  }
}
