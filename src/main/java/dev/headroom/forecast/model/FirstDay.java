package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * Estimates what the window of a rolling day held at the first reading.
 *
 * <p>Only its sum is known. If the assumed layout is wrong by {@code d}, which sums to zero, the
 * error comes back every day: when {@code d} leaves, it is mistaken for arrivals. Two things reveal
 * it. Arrivals cannot be negative, so the lowest value seen at a time of day bounds {@code d}
 * there. And when daily totals change, the true shape shows in the change, while {@code d} does
 * not: the mean of (change of a bucket times change of the day) is a first guess of the shape. Both
 * correct the layout day by day, in the ring and in the profiles together.
 */
final class FirstDay {
  private static final int DAY = Buckets.DAY;

  /** Before and after the estimation: other kinds of limits never have one. */
  private static final double[] NONE = {};

  /** Weight of an even layout relative to the shape: the square of a tenth of the day. */
  private static final double PRIOR = 0.1;

  /** The number of days after which nothing new is learned. */
  private static final int LAST_DAY = 21;

  /** What the window is thought to have held, by bucket of the day. */
  private double[] held = NONE;

  /** The least that was recovered as arrivals; {@link Double#MAX_VALUE} before the first. */
  private double[] least = NONE;

  /** Today's arrivals minus those of the day before. */
  private double[] change = NONE;

  private double[] shape = NONE;
  private double shapeWeight;
  private double scale;
  private int buckets;
  private int days;

  /** Whether the day had unexpected calls: its change then shows their shape, not the day's. */
  private boolean disturbed;

  void start(double used) {
    make();
    Arrays.fill(held, used / DAY);
    Arrays.fill(least, Double.MAX_VALUE);
    scale = used;
  }

  /** Ends the estimation: the first content has left the window. */
  void end() {
    days = LAST_DAY;
    drop();
  }

  private void make() {
    if (held.length == 0) {
      held = new double[DAY];
      least = new double[DAY];
      change = new double[DAY];
      shape = new double[DAY];
    }
  }

  private void drop() {
    held = NONE;
    least = NONE;
    change = NONE;
    shape = NONE;
  }

  boolean open() {
    return days < LAST_DAY;
  }

  void close(int b, double a, double dayBefore, boolean surge) {
    make();
    int tod = Buckets.ofDay(b);
    least[tod] = Math.min(least[tod], a);
    change[tod] = a - dayBefore;
    buckets++;
    disturbed |= surge;
  }

  /** Ends a day; returns whether the estimate may have changed. */
  boolean endDay(double used) {
    make();
    days++;
    if (buckets == DAY && !disturbed && days > 1) {
      double v = 0;
      for (double c : change) {
        v += c;
      }
      for (int i = 0; i < DAY; i++) {
        shape[i] += change[i] * v;
      }
      shapeWeight += v * v;
    }
    scale = Math.max(scale, used);
    boolean whole = buckets == DAY;
    buckets = 0;
    disturbed = false;
    if (!open()) {
      drop();
    }
    return whole && open();
  }

  /**
   * Redistributes the slack, everything that turned out to be too much; the rest stays where it is.
   */
  void solve(Ring ring, UsualWeek usual, int lastBucket) {
    double[] wanted = layout();
    double slack = 0;
    double spread = 0;
    for (int i = 0; i < DAY; i++) {
      double room = room(i);
      slack += room;
      wanted[i] = Math.max(0, wanted[i] - held[i] + room) + 1e-6 * scale / DAY;
      spread += wanted[i];
    }
    if (!(spread > 0) || !(slack > 0)) {
      return;
    }
    for (int k = 0; k < DAY; k++) {
      int b = lastBucket - k;
      int i = Buckets.ofDay(b);
      double c = slack * wanted[i] / spread - room(i);
      change(i, c);
      ring.set(b, ring.get(b) + c);
      usual.correct(b, c);
    }
  }

  /** How much less can have been held at a time of day. */
  private double room(int i) {
    return least[i] == Double.MAX_VALUE ? 0 : Math.max(0, Math.min(least[i], held[i]));
  }

  private void change(int i, double c) {
    held[i] += c;
    if (least[i] != Double.MAX_VALUE) {
      least[i] += c;
    }
  }

  /** The guess: the shape, smoothed over an hour, as far as it is trusted; even for the rest. */
  private double[] layout() {
    double sum = 0;
    double positive = 0;
    double[] guess = new double[DAY];
    for (int i = 0; i < DAY; i++) {
      sum += held[i];
      for (int k = -2; k <= 2; k++) {
        guess[i] += shape[(i + k + DAY) % DAY] / 5;
      }
      guess[i] = Math.max(0, guess[i]);
      positive += guess[i];
    }
    double trust = shapeWeight / (shapeWeight + PRIOR * scale * scale);
    double even = positive > 0 ? (1 - trust) / DAY : 1.0 / DAY;
    for (int i = 0; i < DAY; i++) {
      guess[i] = sum * ((positive > 0 ? trust * guess[i] / positive : 0) + even);
    }
    return guess;
  }

  /**
   * Records that {@code amount} more than assumed left at bucket {@code b}, so the other buckets
   * held less.
   */
  boolean take(int b, double amount, Ring ring, UsualWeek usual, int openBucket) {
    make();
    double all = 0;
    int at = Buckets.ofDay(b);
    for (int i = 0; i < DAY; i++) {
      all += i == at ? 0 : room(i);
    }
    if (all < amount) {
      return false;
    }
    change(at, amount);
    usual.correct(b, amount);
    for (int k = 1; k < DAY; k++) {
      int o = openBucket - k;
      int i = Buckets.ofDay(o);
      if (i != at && least[i] != Double.MAX_VALUE) {
        double c = -amount * room(i) / all;
        change(i, c);
        ring.set(o, Math.max(0, ring.get(o) + c));
        usual.correct(o, c);
      }
    }
    return true;
  }

  /** Codes what changes within the day. */
  void quick(StateCodec c, double at) {
    days = (int) c.count(days);
    if (!open()) {
      drop();
      return;
    }
    make();
    scale = c.number(scale);
    buckets = (int) c.count(buckets);
    disturbed = c.flag(disturbed);
    c.amounts(held, at);
    for (int i = 0; i < DAY; i++) {
      if (!c.flag(least[i] != Double.MAX_VALUE)) {
        least[i] = Double.MAX_VALUE;
      } else {
        least[i] = c.count(Math.round(1e6 * least[i] / at)) * at / 1e6;
      }
    }
    c.signed(change, at);
  }

  /** Codes what changes when a day ends. */
  void slow(StateCodec c, double at) {
    if (open()) {
      make();
      shapeWeight = c.number(shapeWeight);
      c.signed(shape, at * at);
    }
  }
}
