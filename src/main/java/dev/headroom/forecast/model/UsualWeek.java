package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * The usual week: what is expected in a bucket.
 *
 * <p>Time of day and of the week is local time ({@link LocalClock}). A day begins at the org's
 * quietest hour, not at midnight, and its weekday is that of its middle. Three profiles are kept:
 * one for each weekday, and a slow and a fast one for all busy days together, scaled by the
 * weekday's usual total. They are blended with the day before, by the inverse cube of their recent
 * hourly errors ({@link Blend}). {@link CommonGrowth} follows what all days have in common.
 */
final class UsualWeek {
  static final int DAY = Buckets.DAY;
  private static final double UNSEEN = -1;

  /** Share of unexpected calls that is learned: they may come again, but mostly do not. */
  private static final double LEARN_SURGE = 0.3;

  /** Hours after which unexpected calls are the new usual. */
  private static final int SURGE_IS_USUAL_AFTER = 12;

  /** Assumed share of a working day on the first weekend. */
  static final double UNSEEN_WEEKEND = 0.5;

  /** A job is near if the expected changes by this factor within the hour. */
  private static final double JUMP = 2.5;

  /** How many times the usual is believed on the day on which work comes earlier by the clock. */
  private static final double MOVED = 1.2;

  /** A day counts if this many of its buckets were learned. */
  private static final int ENOUGH_OF_A_DAY = 60;

  private final Profiles profiles = new Profiles();
  private final CommonGrowth growth = new CommonGrowth();
  private final DayTurn turn = new DayTurn();
  private final Blend blend = new Blend();

  /** What is to be learned from today when it ends; {@link #UNSEEN} where nothing is. */
  private final double[] today = new double[DAY];

  private double todayTotal;
  private int bucketsOfDay;

  private final UsualDeviation deviation = new UsualDeviation();
  private final TodayLevel level = new TodayLevel();
  private final MissedWork missed = new MissedWork();

  /** What is expected in the open bucket and those after it, and its usual deviation. */
  private final double[] ahead = new double[DAY + 2];

  private final double[] aheadDev = new double[DAY + 2];

  /** Buckets until the day ends. */
  private int nextTurn;

  /** The most and the least that is expected in a bucket within an hour from now. */
  private double top;

  /**
   * The most that came, a day before, in a bucket within a quarter of an hour from this time of
   * day.
   */
  private double topLately;

  private double bottom;

  /** The open bucket. */
  private int open;

  private final Ring ring;
  private final LocalClock clock;

  UsualWeek(Ring ring, LocalClock clock) {
    this.ring = ring;
    this.clock = clock;
    Arrays.fill(today, UNSEEN);
  }

  /** Returns whether a job that comes early or late is near. */
  boolean jumpy(double m) {
    return top > JUMP * bottom && top - bottom > 0.004 * m;
  }

  /** Returns how many days were learned. */
  int days() {
    return profiles.days();
  }

  boolean hasDay() {
    return profiles.days() > 0;
  }

  /** Discards everything: the learned arrivals were not real. */
  void forget() {
    profiles.forget();
  }

  /** Handles days without a reading: today's level and course are unknown. */
  void skip() {
    Arrays.fill(today, UNSEEN);
    bucketsOfDay = 0;
    todayTotal = 0;
    level.forget();
    missed.forget();
    blend.forgetHour();
  }

  /** Sets how the counter counts. */
  void counts(Kind kind) {
    level.hourly = kind == Kind.HOUR;
    blend.steady = kind != Kind.ROLLING;
  }

  private int label(int b) {
    return turn.weekday(clock.of(b));
  }

  private int timeOfDay(int b) {
    return Buckets.ofDay(clock.of(b));
  }

  /** Returns whether a day like that of bucket {@code b} was learned. */
  boolean knows(int b) {
    return profiles.workdays > 0 || profiles.seen[label(b)] > 0;
  }

  /**
   * Returns the calls expected in bucket {@code b}, one of the next 24 hours or the one just
   * completed; before any day is known, those of 24 h before.
   */
  double expect(int b) {
    int label = label(b);
    return yesterdayIsLike(b, label)
        ? blended(b, label, blend.trust(Blend.YESTERDAY), yesterday(b, label))
        : blended(b, label, 0, 0);
  }

  /** The same for any bucket, from usual days alone. */
  double usual(int b) {
    return blended(b, label(b), 0, 0);
  }

  private double blended(int b, int label, double y, double yesterday) {
    int tod = timeOfDay(b);
    if (profiles.workdays == 0 && profiles.seen[label] == 0) {
      return ring.get(b - DAY);
    }
    if (profiles.seen[label] == 0 && !profiles.busy(label)) {
      return unseenWeekend(label, tod) * growth.factor();
    }
    double own = profiles.week[label * DAY + tod] * growth.factor();
    if (profiles.workdays == 0 || !profiles.busy(label)) {
      return own;
    }
    double f = profiles.factor(label);
    double a =
        profiles.seen[label] == 0 ? 0 : blend.trust(0) * (profiles.seen[label] == 1 ? 0.5 : 1);
    double c = blend.trust(1);
    double d = blend.trust(2);
    return (a * own
            + c * profiles.slow[tod] * f * growth.factor()
            + d * profiles.fast[tod] * f
            + y * yesterday)
        / (a + c + d + y);
  }

  /**
   * Returns the seconds by which the clocks recently went forward. For that long, work that a
   * constant counter hid shows by coming earlier, before it also leaves earlier.
   */
  long putForward(long t) {
    return clock.putForward(t);
  }

  /** Returns the hour of the day at a time. */
  int hour(long t) {
    return (int) (Math.floorMod(clock.seconds(t), (long) Buckets.DAY_SECONDS) / 3600);
  }

  /** Whether what came a day before bucket {@code b} is known, and both days are busy ones. */
  private boolean yesterdayIsLike(int b, int label) {
    if (blend.steady || profiles.workdays <= 2 || !profiles.busy(label)) {
      return false;
    }
    int then = clock.dayBefore(b);
    return then < open && then > open - Ring.SIZE && profiles.busy(label(then));
  }

  private double yesterday(int b, int label) {
    int then = clock.dayBefore(b);
    return ring.get(then) * profiles.factor(label) / profiles.factor(label(then));
  }

  /** The other day of the weekend; while neither is known, nobody knows whether work goes on. */
  private double unseenWeekend(int label, int tod) {
    int other = label == 5 ? 6 : 5;
    return profiles.seen[other] > 0
        ? profiles.week[other * DAY + tod]
        : UNSEEN_WEEKEND * profiles.slow[tod];
  }

  /** Fills {@link #ahead}; {@code b} is the open bucket. */
  void lookAhead(int b) {
    open = b;
    for (int j = 0; j < DAY + 2; j++) {
      ahead[j] = expect(b + j);
      aheadDev[j] = deviation.of(timeOfDay(b + j) / 4);
    }
    nextTurn = turn.left(clock.of(b));
    top = 0;
    bottom = Double.MAX_VALUE;
    for (int k = -4; k < 5; k++) {
      double e = expect(b + k);
      top = Math.max(top, e);
      bottom = Math.min(bottom, e);
    }
    topLately = 0;
    for (int k = -1; k <= 1; k++) {
      topLately = Math.max(topLately, ring.get(clock.dayBefore(b + k)));
    }
  }

  /** Returns what comes on a busy day. */
  double busyDay() {
    return profiles.slowTotal * growth.factor();
  }

  /** Returns what is expected {@code j} buckets after the open one, up to 97. */
  double ahead(int j) {
    return ahead[j];
  }

  /** Returns the usual deviation then. */
  double aheadDeviation(int j) {
    return aheadDev[j];
  }

  /** Returns the usual deviation of a bucket at that hour of the day. */
  double deviationOf(int hour) {
    return deviation.of(hour);
  }

  /** Returns the most that is expected in a bucket within an hour from now. */
  double top() {
    return top;
  }

  /**
   * Returns the most that came, a day before, in a bucket within a quarter of an hour from this
   * time of day.
   */
  double topLately() {
    return topLately;
  }

  MissedWork missed() {
    return missed;
  }

  /** Returns the calls by which a job near its time is ahead (over 0) or behind. */
  double moved() {
    return level.moved();
  }

  /**
   * Returns the level of the last hours, including what came and was expected in the open bucket.
   */
  double levelOfHours(double m, double openCame, double openExpected) {
    return level.ofHours(m, openCame, openExpected);
  }

  /** Returns the level of the last hours: a factor on the usual. */
  double level(double m) {
    return level.ofHours(m);
  }

  /** Returns the level of the day so far. */
  double dayLevel(double m) {
    return level.ofDay(m, profiles.slowTotal * growth.factor());
  }

  /** Returns the factor for the bucket {@code j} ahead. */
  double levelAhead(int j, double ofHours, double ofDay) {
    return TodayLevel.ahead(j, ofHours, ofDay, nextTurn);
  }

  /**
   * Completes bucket {@code b} with the arrivals {@code a}. Arrivals above the usual in a surge are
   * not learned as usual; nor is it learned that nothing came while calls were refused.
   *
   * @param censored whether the maximum was reached in it
   * @return whether the org's day ended
   */
  boolean close(int b, double a, double m, Surge surge, boolean censored) {
    double e = expect(b);
    double usual = a;
    long began = (long) b * Buckets.SECONDS - surge.began();
    if (surge.isOn() && began < SURGE_IS_USUAL_AFTER * 3600 && profiles.workdays > 3) {
      usual = Math.min(a, Math.max(e, a - surge.perBucket()));
    }
    if (censored) {
      usual = Math.max(usual, e);
    }
    int label = label(b);
    double yesterday = yesterdayIsLike(b, label) ? yesterday(b, label) : 0;
    ring.set(b, a);
    int tod = timeOfDay(b);
    deviation.learn(tod / 4, Math.abs(usual - e), m);
    compare(label, tod, usual, yesterday, m);
    boolean moved = putForward((b + 1L) * Buckets.SECONDS) > 0;
    level.follow(moved ? Math.min(usual, MOVED * e) : usual, e, m, jumpy(m), top);
    missed.close(a, e, m);
    double learned = usual + (profiles.seen[label] > 0 ? LEARN_SURGE * (a - usual) : 0);
    // An hour that comes twice when clocks go back counts as one.
    today[tod] = today[tod] < 0 ? learned : (today[tod] + learned) / 2;
    todayTotal += learned;
    bucketsOfDay++;
    if (clock.day(b + 1, turn) <= clock.day(b, turn)) {
      return false;
    }
    endDay(label, m);
    return true;
  }

  /** Compares the profiles, by whole hours, on busy days. */
  private void compare(int label, int tod, double came, double yesterday, double m) {
    double f = profiles.factor(label);
    blend.add(
        came,
        profiles.week[label * DAY + tod] * growth.factor(),
        profiles.slow[tod] * f * growth.factor(),
        profiles.fast[tod] * f,
        yesterday);
    if (tod % 4 == 3) {
      blend.endHour(profiles.busy(label) && profiles.seen[label] > 0 && profiles.workdays > 0, m);
    }
  }

  private void endDay(int label, double m) {
    profiles.learn(label, today, growth.factor());
    Arrays.fill(today, UNSEEN);
    if (bucketsOfDay > ENOUGH_OF_A_DAY) {
      profiles.endDay(label, todayTotal / growth.factor());
      if (profiles.days() > 1) {
        growth.endDay(level.dayRatio(0.02 * m), level.dayExpected(), busyDay());
      }
    }
    bucketsOfDay = 0;
    todayTotal = 0;
    level.newDay();
    if (profiles.seen[label] == 1 && (profiles.days() == 1 || label >= 5)) {
      // the expectation was a guess, so nothing was more or less than usual
      level.forget();
    }
    turn.find(profiles.slow, profiles.week);
  }

  /** Corrects what was learned for the time of a bucket by {@code c} (see {@link FirstDay}). */
  void correct(int b, double c) {
    int tod = timeOfDay(b);
    if (today[tod] >= 0) {
      today[tod] = Math.max(0, today[tod] + c);
    }
    profiles.correct(tod, c, growth.factor());
  }

  /** Moves the clock forward by {@code buckets}: what was usual stays at its hour. */
  void shift(int buckets) {
    profiles.shift(turn.shift(buckets), buckets);
    Profiles.turn(today, buckets);
    deviation.shift(Math.round(buckets / 4f));
  }

  /** Codes what changes within the day. */
  void quick(StateCodec c, double scale, int openBucket, int version) {
    c.amounts(today, scale);
    turn.state(c);
    level.state(c);
    todayTotal = c.number(todayTotal);
    blend.hourState(c, version);
    bucketsOfDay = (int) c.count(bucketsOfDay);
    boolean[] ofToday = new boolean[DAY];
    for (int k = 1; k <= Math.min(bucketsOfDay, 2 * DAY); k++) {
      ofToday[timeOfDay(openBucket - k)] = true;
    }
    for (int tod = 0; tod < DAY; tod++) {
      today[tod] = ofToday[tod] ? today[tod] : UNSEEN;
    }
    deviation.state(c, scale);
    blend.errorState(c, scale, version);
    if (version > 1) {
      missed.state(c);
    }
  }

  /**
   * Codes what changes when a day ends.
   *
   * @param weekdays see {@link Profiles#state}
   */
  void slow(StateCodec c, double scale, boolean weekdays) {
    profiles.state(c, scale, weekdays);
    growth.state(c);
  }
}
