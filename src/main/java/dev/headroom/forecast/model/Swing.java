package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * Whether a level rises and falls, how high its peaks are, and whether they rise: growth is the net
 * of the swing.
 *
 * <p>A fall is one from a peak by {@link #DEEP} of the maximum and by a third of the last swing;
 * the same distance upwards begins a new rise (a zigzag filter). Growth is the slope of the weekly
 * peaks: the highest of the last seven days against that of the seven before. A fall far below
 * everything seen in a week is not part of the swing: someone made room, and the peaks are lowered
 * by the same amount.
 */
final class Swing {
  private static final int DAYS = 14;
  private static final int TURNS = 8;
  private static final int WEEK = 7;

  /** Smallest fall that counts, as a share of the maximum. */
  private static final double DEEP = 0.02;

  /** The same, as a share of the last swing. */
  private static final double OF_SWING = 0.3;

  /** A level below the last trough by this share of the maximum is a new base. */
  private static final double NEW_BASE = 0.06;

  /** A fall is overdue after this many times the longest rise. */
  private static final double OVERDUE = 1.25;

  /** A fall longer ago than this is forgotten, in seconds. */
  private static final long FORGET = 17L * Buckets.DAY_SECONDS;

  /** Share of the distance from the highest to the third peak by which growth may be chance. */
  private static final double CHANCE = 0.25;

  /** Share of the rises that falls again from which on it counts as a swing. */
  private static final double UNDONE = 0.4;

  /** Highest level of each of the last days; the newest is today so far. */
  private final double[] tops = new double[DAYS];

  private int dayCount;
  private long day;

  /** When the last falls began, and how long the rises before them took. */
  private final long[] fellAt = new long[TURNS];

  private final long[] rose = new long[TURNS];
  private int falls;
  private boolean falling;

  /** The highest level of the present rise, or the lowest of the present fall, and since when. */
  private double extreme;

  private long extremeAt;

  /** When the present rise was recognised. */
  private long risingSince;

  /** How deep the last fall was. */
  private double range;

  /** The level from which the last rise began. */
  private double trough;

  private boolean troughKnown;

  /** Whether the present fall goes to a new base. */
  private boolean rebased;

  /** What rose and fell in about the last week. */
  private double risen;

  private double fallen;
  private double before;

  /**
   * Adds a reading.
   *
   * @return by how much the base is lower than before: over 0 if someone made room
   */
  double look(long t, double u, double max) {
    if (dayCount == 0) {
      extreme = u;
      extremeAt = t;
      risingSince = t;
    } else {
      risen += Math.max(0, u - before);
      fallen += Math.max(0, before - u);
    }
    before = u;
    long d = Math.floorDiv(t - 1, (long) Buckets.DAY_SECONDS);
    if (d != day || dayCount == 0) {
      day = d;
      risen *= 6.0 / 7;
      fallen *= 6.0 / 7;
      tops[dayCount % DAYS] = u;
      dayCount++;
    }
    int i = (dayCount - 1) % DAYS;
    tops[i] = Math.max(tops[i], u);
    turn(t, u, max);
    return falling ? newBase(u, max) : 0;
  }

  private double newBase(double u, double max) {
    double under = trough - u;
    if (!troughKnown || under <= (rebased ? 0 : NEW_BASE * max)) {
      return 0;
    }
    rebased = true;
    trough = u;
    for (int k = 0; k < DAYS; k++) {
      tops[k] = Math.max(u, tops[k] - under);
    }
    return under;
  }

  private void turn(long t, double u, double max) {
    double deep = Math.max(DEEP * max, OF_SWING * range);
    if (!falling) {
      if (u >= extreme) {
        extreme = u;
        extremeAt = t;
      } else if (extreme - u > deep) {
        fellAt[falls % TURNS] = extremeAt;
        rose[falls % TURNS] = extremeAt - risingSince;
        falls++;
        falling = true;
        rebased = false;
        range = extreme - u;
        extreme = u;
      }
    } else if (u <= extreme) {
      range += extreme - u;
      extreme = u;
    } else if (u - extreme > deep) {
      falling = false;
      trough = extreme;
      troughKnown = true;
      risingSince = t;
      extreme = u;
      extremeAt = t;
    }
  }

  /** Returns whether gains are lost again, time after time. */
  boolean swings(long t) {
    int n = 0;
    for (int k = 1; k <= Math.min(TURNS, falls); k++) {
      n += t - fellAt[(falls - k) % TURNS] < FORGET ? 1 : 0;
    }
    return n >= 2 && fallen > UNDONE * risen;
  }

  /** Returns whether it has risen for much longer without a fall than ever before. */
  boolean overdue(long t) {
    long longest = 0;
    for (int k = 1; k <= Math.min(TURNS, falls); k++) {
      longest = Math.max(longest, rose[(falls - k) % TURNS]);
    }
    return !falling && t - risingSince > OVERDUE * longest + 3600;
  }

  /** Returns the highest level of the last seven days and today. */
  double top() {
    return highest(0, WEEK + 2, 0);
  }

  /** Returns the growth of the peaks per day, as far as it is more than chance. */
  double slope() {
    int n = Math.min(DAYS, dayCount);
    if (n < 4) {
      return 0;
    }
    int k = Math.min(WEEK, n / 2);
    double now = highest(0, k, 0);
    double then = highest(n - k, n, 0);
    double chance = (now - highest(0, k, 2) + then - highest(n - k, n, 2)) / 2;
    double grown = now - then;
    return Math.signum(grown) * Math.max(0, Math.abs(grown) - CHANCE * chance) / (n - k);
  }

  /**
   * The highest peak except {@code but} of the days that ended from {@code from} days ago
   * (inclusive) to {@code to} (exclusive).
   */
  private double highest(int from, int to, int but) {
    double[] some = new double[DAYS];
    int n = 0;
    for (int k = from; k < Math.min(to, Math.min(DAYS, dayCount)); k++) {
      some[n++] = tops[(dayCount - 1 - k) % DAYS];
    }
    Arrays.sort(some, 0, n);
    return n == 0 ? 0 : some[Math.max(0, n - 1 - but)];
  }

  void state(StateCodec c, double scale) {
    c.levels(tops, scale);
    dayCount = StateReader.inRange(c.count(dayCount), 1 << 20);
    day = c.count(day);
    for (int i = 0; i < TURNS; i++) {
      fellAt[i] = c.count(fellAt[i]);
      rose[i] = c.count(rose[i]);
    }
    falls = StateReader.inRange(c.count(falls), 1 << 20);
    falling = c.flag(falling);
    extreme = c.number(extreme);
    extremeAt = c.count(extremeAt);
    risingSince = c.count(risingSince);
    range = c.number(range);
    trough = c.number(trough);
    troughKnown = c.flag(troughKnown);
    rebased = c.flag(rebased);
    risen = c.number(risen);
    fallen = c.number(fallen);
    before = c.number(before);
  }
}
