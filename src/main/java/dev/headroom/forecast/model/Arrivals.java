package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * Recovers what arrived between two readings from the change of a counter, according to how it
 * counts.
 */
final class Arrivals {
  private final WindowFinder finder;
  private final Ring ring;

  /** The content of an hourly window, in slots of five minutes. */
  final double[] fine = new double[12];

  private double hourCame;
  private int hourSlots;

  Arrivals(WindowFinder finder, Ring ring) {
    this.finder = finder;
    this.ring = ring;
  }

  /** Starts with only the present content of the window known. */
  void start(double used) {
    Arrays.fill(fine, used / finder.slots);
    hourCame = 0;
    hourSlots = 0;
  }

  /**
   * Returns what arrived since the reading {@code used} at {@code t}; negative if more left than
   * the window was thought to hold.
   */
  double between(long t, double used, long at, double nowUsed) {
    double d = nowUsed - used;
    return switch (finder.kind) {
      case STOCK -> finder.startsAgain(used, nowUsed) ? nowUsed : d;
      case GAUGE -> nowUsed;
      case FIXED_DAY -> d < 0 && (reset(t, at) || nowUsed < 0.5 * used) ? nowUsed : Math.max(0, d);
      case HOUR -> cameInHour(t, at, nowUsed, d);
      case ROLLING -> cameInDay(t, at, d);
    };
  }

  /** Whether a fixed day ended; the row labelled with the reset is the first of the new day. */
  private boolean reset(long t, long at) {
    long r = finder.resetAt;
    return Math.floorDiv(at - r - 1, 86_400L) != Math.floorDiv(t - r - 1, 86_400L)
        || Math.floorDiv(at - r, 86_400L) != Math.floorDiv(t - r, 86_400L);
  }

  private double cameInHour(long t, long at, double nowUsed, double d) {
    if (finder.fixedHour) {
      return at / 3600 != t / 3600 && d < 0 ? nowUsed : Math.max(0, d);
    }
    int n = Math.min(finder.slots, slots(at - t));
    double gone = 0;
    for (int i = 0; i < n; i++) {
      gone += fine[i];
    }
    return d + gone;
  }

  /**
   * If the counter forgets whole hours, it is exact within the hour; the arrivals of the slot at
   * the end of the hour are taken to be the mean of the others.
   */
  private double cameInDay(long t, long at, double d) {
    long dt = at - t;
    if (!finder.wholeHours || dt > Buckets.SECONDS) {
      return d + leaving(at, Math.min(dt, 86_400));
    }
    int n = slots(dt);
    if (at / 3600 != t / 3600) {
      double a = hourSlots > 0 ? hourCame / hourSlots * n : Math.max(0, d + leaving(at, dt));
      hourCame = 0;
      hourSlots = 0;
      return a;
    }
    hourCame += Math.max(0, d);
    hourSlots += n;
    return Math.max(0, d);
  }

  private static int slots(long dt) {
    return (int) Math.max(1, Math.rint(dt / 300.0));
  }

  /** Returns what leaves the window of a rolling day in the {@code dt} seconds up to {@code at}. */
  double leaving(long at, long dt) {
    double total = 0;
    if (finder.wholeHours) {
      for (long h = Math.floorDiv(at - dt, 3600L) * 3600 + 3600; h <= at; h += 3600) {
        int b = (int) (h / Buckets.SECONDS);
        for (int k = 0; k < 4; k++) {
          total += ring.get(b - 100 + k);
        }
      }
      return total;
    }
    long x = at - dt;
    while (x < at) {
      int b = (int) Math.floorDiv(x, (long) Buckets.SECONDS);
      long y = Math.min(at, (b + 1L) * Buckets.SECONDS);
      total += ring.get(b - Buckets.DAY) * (y - x) / Buckets.SECONDS;
      x = y;
    }
    return total;
  }

  /** Adds {@code a} to the slots of an hour. */
  void fineStep(long dt, double a, double nowUsed) {
    int slots = slots(dt);
    int most = finder.slots;
    int n = Math.min(slots, most);
    System.arraycopy(fine, n, fine, 0, most - n);
    Arrays.fill(fine, most - n, most, a / slots);
    double total = 0;
    for (double x : fine) {
      total += x;
    }
    if (!finder.fixedHour && total > 0) {
      for (int i = 0; i < 12; i++) {
        fine[i] *= nowUsed / total;
      }
    }
  }

  /** Codes what a rolling day or an hour needs to continue. */
  void state(StateCodec c, double scale) {
    if (finder.kind == Kind.HOUR) {
      c.amounts(fine, scale);
    } else {
      hourCame = c.number(hourCame);
      hourSlots = (int) c.count(hourSlots);
    }
  }
}
