package dev.headroom.forecast.model;

/**
 * Unexpected calls: when they begin and end, and how long they may go on.
 *
 * <p>A reading whose calls exceed the largest expectation within the hour by {@link #SURPRISE}
 * usual deviations is a surprise (so an early or late job is not one); fifteen minutes of surprises
 * are a surge, and fifteen minutes well below its rate end it.
 *
 * <p>How long it will last is not known at its beginning; its age {@code A} is the best evidence.
 * With a Pareto tail, the longer it has run, the longer it will go on:
 *
 * <pre>{@code
 * P(still on after j | A) = (A / (A + j))^alpha,    alpha = N / sum of ln(A(i) / 10 min)
 * }</pre>
 *
 * over the surges of this limit that ended (the maximum likelihood estimate of a Pareto index, with
 * forgetting, and a prior of three surges of index 1).
 */
final class Surge {
  private static final double SURPRISE = 2.5;

  /** Slots of five minutes that begin a surge, and that end it. */
  private static final int PERSISTENT = 3;

  /** How many times the shift a surge waits when it may be caused by clocks going forward. */
  private static final double HIDDEN = 1.5;

  /** A surge is quiet under this share of its rate. */
  private static final double QUIET = 0.35;

  /** Least share of a new slot in the rate. */
  private static final double LEARN = 0.12;

  private static final double KEEP = 0.97;
  private static final double PRIOR = 3;

  /** The shortest surge of the Pareto distribution, seconds. */
  private static final double SHORTEST = 600;

  private boolean on;
  private long began;

  /** Calls per slot of five minutes above the usual. */
  private double rate;

  private int slots;
  private int run;
  private int quiet;
  private double runExcess;
  private double ended = PRIOR;
  private double endedLog = PRIOR;

  boolean isOn() {
    return on;
  }

  /** Returns when it began, in seconds since 1970; for the last one if there is none now. */
  long began() {
    return began;
  }

  private double alpha() {
    return ended / Math.max(0.5, endedLog);
  }

  /** Returns how many surges of this limit have ended, recent ones weighted more. */
  double endedSoFar() {
    return Math.max(0, ended - PRIOR);
  }

  /** Returns the calls per slot of five minutes above the usual; 0 if there is no surge. */
  double perSlot() {
    return on ? rate : 0;
  }

  /** Returns the calls per bucket above the usual; 0 if there is no surge. */
  double perBucket() {
    return on ? 3 * rate : 0;
  }

  private double age(long t) {
    return (t - began) / (double) Buckets.SECONDS;
  }

  /** Returns for how many of the next {@code j} buckets it is expected to go on. */
  double stay(long t, int j) {
    double age = on ? age(t) : 1;
    return age * Math.log(1 + j / age);
  }

  /** Returns the remaining duration that is not exceeded with probability {@code v}, in buckets. */
  double stayQuantile(long t, double v) {
    return age(t) * (Math.pow(1 - v, -1 / alpha()) - 1);
  }

  /** Returns the probability that the surge lasts this many more seconds. */
  double lasts(long t, double seconds) {
    double age = Math.max(SHORTEST, (double) (t - began));
    return Math.pow(age / (age + seconds), alpha());
  }

  /** Forgets the surge: it is no longer known whether there is one. */
  void drop() {
    on = false;
    run = 0;
    runExcess = 0;
  }

  /** Records that {@code a} calls came in the {@code dt} seconds up to {@code t}. */
  void watch(long t, double a, long dt, double m, UsualWeek usual) {
    int n = (int) Math.max(1, Math.rint(dt / 300.0));
    double level = usual.level(m);
    if (on) {
      follow(t, a - usual.expect(Buckets.of(t)) * level / 3 * n, n, m);
      return;
    }
    int hour = usual.hour(t);
    double near = Math.max(usual.deviationOf(hour + 1), usual.deviationOf(hour - 1));
    double deviation = Math.max(usual.deviationOf(hour), near) / 3;
    double excess = a - Math.max(usual.top() * level, usual.topLately()) / 3 * n;
    if (excess <= SURPRISE * (deviation + DayCourse.FLOOR * m / 2) * n) {
      drop();
      return;
    }
    run += n;
    runExcess += excess;
    if (run >= PERSISTENT + HIDDEN * usual.putForward(t) / 300) {
      on = true;
      began = t - 300L * run;
      rate = runExcess / run;
      slots = run;
      quiet = 0;
    }
  }

  private void follow(long t, double excess, int n, double m) {
    double k = Math.max(LEARN, 1.0 / (slots + 1));
    if (excess < QUIET * rate * n) {
      quiet += n;
    } else {
      quiet = 0;
      for (int i = 0; i < n; i++) {
        rate += k * (excess / n - rate);
        slots++;
      }
    }
    if (quiet >= PERSISTENT || rate < 0.5 * DayCourse.FLOOR * m / 3) {
      double lasted = Math.max(Buckets.SECONDS, t - 300L * quiet - began);
      ended = KEEP * ended + 1;
      endedLog = KEEP * endedLog + Math.log(lasted / SHORTEST);
      drop();
    }
  }

  void state(StateCodec c) {
    on = c.flag(on);
    began = c.count(began);
    rate = c.number(rate);
    slots = (int) c.count(slots);
    run = (int) c.count(run);
    quiet = (int) c.count(quiet);
    runExcess = c.number(runExcess);
    ended = c.number(ended);
    endedLog = c.number(endedLog);
  }
}
