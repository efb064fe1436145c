package dev.headroom.forecast;

import java.util.Arrays;

/**
 * The usual week: what is expected in a bucket.
 *
 * <p>The day turns at the org's quietest hour, not at midnight GMT, and a day's weekday is that of
 * its middle. Three profiles are kept: of each weekday, and a slow and a fast one of the busy days
 * together, scaled by the weekday's usual total. They are blended by the inverse cube of their
 * recent hourly errors ({@link Blend}). {@link Growth} follows what is the same on all days.
 */
final class UsualWeek {
  static final int DAY = Buckets.DAY;
  private static final double UNSEEN = -1;

  /** Share of a new day in a weekday's profile: half of it is from the last two weeks. */
  private static final double LEARN_WEEKDAY = 0.35;

  /** Share of a new day in the slow profile of busy days. */
  private static final double LEARN_SLOW = 0.15;

  /** Share of a new day in the fast one: a new integration is in it after two days. */
  private static final double LEARN_FAST = 0.6;

  /** Share of a new bucket in the usual deviation of its hour of day. */
  private static final double LEARN_DEVIATION = 0.06;

  /** Share of unexpected calls that is learned: they may come again, but mostly do not. */
  private static final double LEARN_SURGE = 0.3;

  /** Hours after which unexpected calls are the new usual. */
  private static final int SURGE_IS_USUAL_AFTER = 12;

  /** Share of a working day that the first weekend is guessed to be. */
  static final double UNSEEN_WEEKEND = 0.5;

  /** A job is near where the expected changes by this factor within the hour. */
  private static final double JUMP = 2.5;

  /** A day counts if so many of its buckets were learned. */
  private static final int ENOUGH_OF_A_DAY = 60;

  private final double[] week = new double[7 * DAY];
  private final int[] seen = new int[7];
  private final double[] total = new double[7];
  private final double[] slow = new double[DAY];
  private final double[] fast = new double[DAY];
  private double slowTotal;
  private int workdays;
  private final Growth growth = new Growth();

  /** Bucket of the day, GMT, at which the org's day begins. */
  private int turn;

  private final Blend blend = new Blend();

  /** What of the day so far is to be learned when it is over; {@link #UNSEEN} else. */
  private final double[] today = new double[DAY];

  private double todayTotal;
  private int bucketsOfDay;

  /** Mean absolute error of a bucket, by hour of day. */
  final double[] dev = new double[24];

  private int devSeen;

  final TodayLevel level = new TodayLevel();
  final MissedWork missed = new MissedWork();

  /** What is expected in the open bucket and those after it, and its usual deviation. */
  final double[] ahead = new double[DAY + 2];

  final double[] aheadDev = new double[DAY + 2];

  /** Buckets until the day turns. */
  int nextTurn;

  /** The most and the least that is expected in a bucket within an hour from now. */
  double top;

  private double bottom;
  private final Ring ring;

  UsualWeek(Ring ring) {
    this.ring = ring;
    Arrays.fill(today, UNSEEN);
  }

  /** Whether a job that comes early or late is near. */
  boolean jumpy(double m) {
    return top > JUMP * bottom && top - bottom > 0.004 * m;
  }

  /** Days that were learned. */
  int days() {
    int n = 0;
    for (int x : seen) {
      n += x;
    }
    return n;
  }

  boolean hasDay() {
    return days() > 0;
  }

  /** What was learned as arrivals was none. */
  void forget() {
    Arrays.fill(seen, 0);
    workdays = 0;
  }

  /** Nothing was read for days: today's level and course are not known. */
  void skip() {
    Arrays.fill(today, UNSEEN);
    bucketsOfDay = 0;
    todayTotal = 0;
    level.forget();
    missed.forget();
    blend.forgetHour();
  }

  private int label(int b) {
    return Buckets.weekday(Math.floorDiv(b - turn, DAY) * DAY + turn + DAY / 2);
  }

  private boolean busy(int label) {
    return seen[label] == 0 ? label < 5 : total[label] > 0.5 * slowTotal;
  }

  /** A weekday's total against that of busy days; believed in after three of them. */
  private double factor(int label) {
    if (seen[label] == 0 || slowTotal <= 0) {
      return 1;
    }
    double n = Math.min(3, seen[label]);
    return (n * total[label] / slowTotal + 1) / (n + 1);
  }

  /** Whether a day like that of bucket {@code b} was learned. */
  boolean knows(int b) {
    return workdays > 0 || seen[label(b)] > 0;
  }

  /** Calls expected in bucket {@code b}; before any day is known, those of 24 h before. */
  double expect(int b) {
    int label = label(b);
    int tod = Buckets.ofDay(b);
    if (workdays == 0 && seen[label] == 0) {
      return ring.get(b - DAY);
    }
    if (seen[label] == 0 && !busy(label)) {
      return unseenWeekend(label, tod) * growth.factor();
    }
    double own = week[label * DAY + tod] * growth.factor();
    if (workdays == 0 || !busy(label)) {
      return own;
    }
    double f = factor(label);
    double a = seen[label] == 0 ? 0 : blend.trust(0) * (seen[label] == 1 ? 0.5 : 1);
    double c = blend.trust(1);
    double d = blend.trust(2);
    return (a * own + c * slow[tod] * f * growth.factor() + d * fast[tod] * f) / (a + c + d);
  }

  /** As the other day of the weekend; while none is known, no one knows whether work goes on. */
  private double unseenWeekend(int label, int tod) {
    int other = label == 5 ? 6 : 5;
    return seen[other] > 0 ? week[other * DAY + tod] : UNSEEN_WEEKEND * slow[tod];
  }

  /** Fills {@link #ahead}; {@code b} is the open bucket. */
  void lookAhead(int b) {
    for (int j = 0; j < DAY + 2; j++) {
      ahead[j] = expect(b + j);
      aheadDev[j] = dev[Buckets.ofDay(b + j) / 4];
    }
    nextTurn = DAY - Math.floorMod(b - turn, DAY);
    top = 0;
    bottom = Double.MAX_VALUE;
    for (int k = -4; k < 5; k++) {
      double e = expect(b + k);
      top = Math.max(top, e);
      bottom = Math.min(bottom, e);
    }
  }

  /** What comes on a busy day. */
  double busyDay() {
    return slowTotal * growth.factor();
  }

  double level(double m) {
    return level.ofHours(m);
  }

  double dayLevel(double m) {
    return level.ofDay(m, slowTotal * growth.factor());
  }

  /** The factor of the bucket {@code j} ahead. */
  double levelAhead(int j, double ofHours, double ofDay) {
    return TodayLevel.ahead(j, ofHours, ofDay, nextTurn);
  }

  /**
   * The arrivals {@code a} of bucket {@code b} are complete. Those over the usual in a surge are
   * not taken for usual; nor is it taken for usual that nothing came where calls were refused.
   *
   * @param censored whether the maximum was reached in it
   * @return whether the org's day is over
   */
  boolean close(int b, double a, double m, Surge surge, boolean censored) {
    double e = expect(b);
    double usual = a;
    long began = (long) b * Buckets.SECONDS - surge.began;
    if (surge.on && began < SURGE_IS_USUAL_AFTER * 3600 && workdays > 3) {
      usual = Math.min(a, Math.max(e, a - surge.perBucket()));
    }
    if (censored) {
      usual = Math.max(usual, e);
    }
    ring.set(b, a);
    int label = label(b);
    int tod = Buckets.ofDay(b);
    deviate(tod / 4, Math.abs(usual - e), m);
    compare(label, tod, usual, m);
    level.follow(usual, e, m, jumpy(m), top);
    missed.close(a, e, m);
    double learned = usual + (seen[label] > 0 ? LEARN_SURGE * (a - usual) : 0);
    today[tod] = learned;
    todayTotal += learned;
    bucketsOfDay++;
    if (Math.floorMod(tod + 1 - turn, DAY) != 0) {
      return false;
    }
    endDay(label, m);
    return true;
  }

  private void deviate(int h, double off, double m) {
    double k = Math.max(LEARN_DEVIATION, 1 / (1 + (double) devSeen / DAY));
    dev[h] += k * (Math.min(off, 8 * dev[h] + 0.01 * m) - dev[h]);
    devSeen++;
  }

  /** Which profile is the better one: by whole hours, on busy days. */
  private void compare(int label, int tod, double came, double m) {
    double f = factor(label);
    blend.add(
        came,
        week[label * DAY + tod] * growth.factor(),
        slow[tod] * f * growth.factor(),
        fast[tod] * f);
    if (tod % 4 == 3) {
      blend.endHour(busy(label) && seen[label] > 0 && workdays > 0, m);
    }
  }

  private void endDay(int label, double m) {
    boolean busy = busy(label);
    learn(label, busy);
    if (bucketsOfDay > ENOUGH_OF_A_DAY) {
      double norm = todayTotal / growth.factor();
      total[label] =
          seen[label] == 0 ? norm : mixed(total[label], norm, seen[label], LEARN_WEEKDAY);
      seen[label]++;
      workdays += busy ? 1 : 0;
      slowTotal = 0;
      for (double x : slow) {
        slowTotal += x;
      }
      if (days() > 1) {
        double busyDay = Math.max(1e-9, busyDay());
        growth.endDay(level.dayRatio(0.02 * m), level.dayExpected() / busyDay);
      }
    }
    bucketsOfDay = 0;
    todayTotal = 0;
    level.newDay();
    if (seen[label] == 1 && (days() == 1 || label >= 5)) {
      // what was expected of it was a guess, so nothing was more or less than usual
      level.forget();
    }
    findTurn();
  }

  /** The profiles learn the day that is over. */
  private void learn(int label, boolean busy) {
    double f = factor(label);
    for (int tod = 0; tod < DAY; tod++) {
      double came = today[tod];
      if (came < 0) {
        continue;
      }
      int i = label * DAY + tod;
      week[i] = mixed(week[i], came / growth.factor(), seen[label], LEARN_WEEKDAY);
      if (busy) {
        slow[tod] = mixed(slow[tod], came / growth.factor() / f, workdays, LEARN_SLOW);
        fast[tod] = workdays == 0 ? came / f : fast[tod] + LEARN_FAST * (came / f - fast[tod]);
      }
    }
    Arrays.fill(today, UNSEEN);
  }

  /** The plain mean of the first values, then one that forgets. */
  private static double mixed(double mean, double x, int n, double share) {
    return n == 0 ? x : mean + Math.max(1.0 / (n + 1), share) * (x - mean);
  }

  /** What was learned for a time of day was wrong by {@code c} (see {@link FirstDay}). */
  void shift(int tod, double c) {
    if (today[tod] >= 0) {
      today[tod] = Math.max(0, today[tod] + c);
    }
    for (int l = 0; l < 7; l++) {
      if (seen[l] > 0) {
        week[l * DAY + tod] = Math.max(0, week[l * DAY + tod] + c / growth.factor());
      }
    }
    if (workdays > 0) {
      slow[tod] = Math.max(0, slow[tod] + c / growth.factor());
      fast[tod] = Math.max(0, fast[tod] + c);
    }
  }

  /** The day turns in the middle of the four quietest hours; moved only when clearly quieter. */
  private void findTurn() {
    if (workdays == 0) {
      return;
    }
    int quietest = turn;
    for (int x = 0; x < DAY; x++) {
      if (around(x) < around(quietest)) {
        quietest = x;
      }
    }
    if (around(quietest) < 0.8 * around(turn) - 1e-9) {
      move(quietest);
    }
  }

  private double around(int tod) {
    double sum = 0;
    for (int k = -8; k < 8; k++) {
      sum += slow[Math.floorMod(tod + k, DAY)];
    }
    return sum;
  }

  /** Times of day between the old turn and the new one belong to another weekday now. */
  private void move(int to) {
    double[] old = week.clone();
    for (int x = 0; x < DAY; x++) {
      int d = offset(to, x) - offset(turn, x);
      for (int l = 0; l < 7 && d != 0; l++) {
        week[Math.floorMod(l + d, 7) * DAY + x] = old[l * DAY + x];
      }
    }
    turn = to;
  }

  private static int offset(int turn, int tod) {
    return (turn >= DAY / 2 ? 1 : 0) - (tod < turn ? 1 : 0);
  }

  /** What changes within the day. */
  void quick(StateCodec c, double scale, int openBucket, int version) {
    c.amounts(today, scale);
    turn = (int) c.count(turn);
    level.state(c);
    todayTotal = c.number(todayTotal);
    blend.hourState(c);
    bucketsOfDay = (int) c.count(bucketsOfDay);
    for (int k = bucketsOfDay + 1; k <= DAY; k++) {
      today[Buckets.ofDay(openBucket - k)] = UNSEEN;
    }
    devSeen = (int) c.count(devSeen);
    c.amounts(dev, scale);
    blend.errorState(c);
    if (version > 1) {
      missed.state(c);
    }
  }

  /**
   * What changes when a day is over.
   *
   * @param weekdays whether each weekday has a course of its own; without, it is read back as that
   *     of busy days
   */
  void slow(StateCodec c, double scale, boolean weekdays) {
    if (weekdays) {
      c.amounts(week, scale);
    }
    c.amounts(slow, scale);
    c.amounts(fast, scale);
    c.amounts(total, 100 * scale);
    for (int l = 0; l < 7; l++) {
      seen[l] = (int) c.count(seen[l]);
    }
    workdays = (int) c.count(workdays);
    slowTotal = c.number(slowTotal);
    growth.state(c);
    for (int i = 0; !weekdays && c.reads() && i < week.length; i++) {
      week[i] = slow[i % DAY] * factor(i / DAY);
    }
  }
}
