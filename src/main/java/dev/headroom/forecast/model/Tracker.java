package dev.headroom.forecast.model;

import dev.headroom.forecast.UnknownReason;
import dev.headroom.limits.Window;
import org.jspecify.annotations.Nullable;

/**
 * One limit's state, and what a reading does to it: calls are recovered from the counter, learned
 * and projected.
 *
 * <p>A rolling counter is a sum over a window {@code W}, so its change is what came minus what
 * left:
 *
 * <pre>{@code
 * u(t) = sum of a(s) for s in (t - W, t]    =>    a(t) = u(t) - u(t-1) + a(t-W)
 * }</pre>
 *
 * <p>What leaves in the next 24 hours came in the last 24 and is known, so only new arrivals must
 * be forecast. A line or a seasonal fit on the counter throws that knowledge away.
 */
final class Tracker {
  private static final long BLIND = 3 * 86_400L;

  /**
   * A counter is exact only within some minutes: the share of the maximum that may be corrected
   * back.
   */
  private static final double LAG = 0.004;

  private final WindowFinder finder;
  private final Ring ring = new Ring();
  private final UsualWeek usual;
  private final Surge surge = new Surge();
  private final Calibration calibration = new Calibration();
  private final FirstDay firstDay = new FirstDay();
  private final Promise promise = new Promise();
  private final Arrivals arrivals;
  private final LocalClock clock;

  /** Only gauges and stocks need theirs, which are large. */
  private @Nullable GaugeHabit habit;

  private @Nullable Stock stock;
  private boolean started;
  private long t;
  private long t0;
  private double used;
  private double max;
  private double carry;
  private double open;
  private int openBucket;
  private boolean raised;
  private long exhaustedSince;
  private long blindUntil;
  private boolean censored;

  Tracker(Window window, LocalClock clock) {
    finder = new WindowFinder(window);
    usual = new UsualWeek(ring, clock);
    this.clock = clock;
    arrivals = new Arrivals(finder, ring);
  }

  Kind kind() {
    return finder.kind;
  }

  /** Returns whether a reading was accepted; the values below mean nothing before. */
  boolean started() {
    return started;
  }

  /** Time of the last reading, seconds since 1970. */
  long at() {
    return t;
  }

  long since() {
    return t0;
  }

  /** The use at the last reading, and the maximum then. */
  double used() {
    return used;
  }

  double max() {
    return max;
  }

  /** Whether the maximum was reached at the last reading. */
  boolean isFull() {
    return used >= max;
  }

  /**
   * Returns since when it has been full without a reading under the maximum, seconds since 1970; 0
   * if it is not.
   */
  long exhaustedSince() {
    return exhaustedSince;
  }

  /** The bucket of the last reading, what has come in it, and what share of it has passed. */
  int openBucket() {
    return openBucket;
  }

  double openCame() {
    return open;
  }

  double openPart() {
    return (t - (double) openBucket * Buckets.SECONDS) / Buckets.SECONDS;
  }

  /** Whether it was last called exhausting; a verdict is withdrawn later than it is reached. */
  boolean raised() {
    return raised;
  }

  void raise(boolean now) {
    raised = now;
  }

  WindowFinder finder() {
    return finder;
  }

  Ring ring() {
    return ring;
  }

  UsualWeek usual() {
    return usual;
  }

  Surge surge() {
    return surge;
  }

  Calibration calibration() {
    return calibration;
  }

  GaugeHabit habit() {
    habit = habit == null ? new GaugeHabit(clock) : habit;
    return habit;
  }

  Stock stock() {
    stock = stock == null ? new Stock(usual) : stock;
    return stock;
  }

  Promise promise() {
    return promise;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /**
   * Processes the next reading: later than the previous one, both numbers finite, the maximum over
   * 0.
   */
  void step(long at, double nowUsed, double nowMax, Outlook out) {
    out.clear();
    if (nowUsed < nowMax) {
      exhaustedSince = 0;
    } else if (exhaustedSince == 0) {
      exhaustedSince = at;
    }
    if (!started) {
      start(at, nowUsed, nowMax);
      if (nowUsed >= nowMax) {
        out.exhausted();
      } else {
        out.unknown(UnknownReason.FIRST_READING);
      }
      return;
    }
    max = nowMax;
    usual.counts(kind());
    long dt = at - t;
    if (finder.look(t0, t, used, at, nowUsed, nowMax)) {
      arrivals.start(nowUsed);
      usual.forget();
      surge.drop();
    }
    if (dt > BLIND) {
      skip(at, nowUsed);
    } else {
      learn(at, nowUsed, dt);
    }
    t = at;
    used = nowUsed;
    censored |= used >= max;
    project(out);
    if (kind() == Kind.STOCK) {
      stock().said(t, out.isExhausting());
    }
    if (used >= max) {
      promise.full(t, out.reliefLast());
    }
  }

  /** Computes the projection after the last reading. */
  void project(Outlook out) {
    switch (kind()) {
      case STOCK -> new StockCourse(this).project(out);
      case HOUR -> new HourCourse(this).project(out);
      case GAUGE -> new GaugeCourse(this).project(out);
      case ROLLING, FIXED_DAY -> new DayCourse(this).project(out);
    }
    if (t < blindUntil && !out.isExhausted()) {
      out.unknown(UnknownReason.AFTER_GAP);
      raised = false;
    }
  }

  /** Moves the clock forward by {@code buckets}. */
  void shift(int buckets) {
    usual.shift(buckets);
    if (habit != null) {
      habit.shift(Math.round(buckets / 4f));
    }
    usual.lookAhead(openBucket);
  }

  private void start(long at, double nowUsed, double nowMax) {
    started = true;
    t = at;
    t0 = at;
    used = nowUsed;
    max = nowMax;
    openBucket = Buckets.of(at);
    if (kind() == Kind.ROLLING) {
      ring.fill(nowUsed / Buckets.DAY);
      firstDay.start(nowUsed);
    }
    arrivals.start(nowUsed);
  }

  private void learn(long at, double nowUsed, long dt) {
    double a =
        kind() == Kind.GAUGE
            ? nowUsed * dt / Buckets.SECONDS
            : arrivals.between(t, used, at, nowUsed) + carry;
    carry = 0;
    if (kind() == Kind.HOUR && finder.fellByMore(fellTooFar(at, nowUsed, a))) {
      usual.forget();
      surge.drop();
      a = nowUsed * dt / Buckets.SECONDS;
    }
    if (a < 0) {
      if (kind() == Kind.ROLLING) {
        tooFew(at, dt, a);
        usual.missed().add(-a, -a * Buckets.SECONDS / dt, max);
      }
      a = 0;
    }
    if (kind() == Kind.HOUR) {
      arrivals.fineStep(dt, a, nowUsed);
    }
    int before = openBucket;
    if (dt <= Buckets.SECONDS) {
      addTo(Buckets.of(at), a);
    } else {
      addGap(at, dt, a);
    }
    if (kind() == Kind.STOCK) {
      if (finder.startsAgain(used, nowUsed)) {
        stock().startAgain(used);
      }
      stock().look(t, at, nowUsed, a, max);
    }
    if (kind() == Kind.GAUGE) {
      habit().look(t, at, nowUsed >= max);
    }
    calibration.check(t, used, at, nowUsed, max);
    if (openBucket != before) {
      usual.lookAhead(openBucket);
    }
    if (dt > 3600) {
      surge.drop();
    } else if (usual.hasDay() && kind() != Kind.GAUGE) {
      surge.watch(at, a, dt, max, usual);
    }
  }

  /** Whether an hour's count fell by more than can have left it. */
  private boolean fellTooFar(long at, double nowUsed, double a) {
    double fall = finder.fixedHour && at / 3600 == t / 3600 ? used - nowUsed : -a;
    return fall > 0.02 * max;
  }

  /** Handles that more left the window than it was thought to hold. */
  private void tooFew(long at, long dt, double a) {
    if (a > -LAG * max) {
      carry = a;
    } else if (finder.wholeHours
        || !firstDay.open()
        || dt > Buckets.SECONDS
        || !firstDay.take(Buckets.of(at), -a, ring, usual, openBucket)) {
      ring.shrink(openBucket, open, a);
    }
  }

  /** Handles days without a reading: the window's content is distributed as on a usual day. */
  private void skip(long at, double nowUsed) {
    surge.drop();
    calibration.forget();
    usual.skip();
    firstDay.end();
    carry = 0;
    open = 0;
    if (stock != null) {
      stock.skip();
    }
    openBucket = Buckets.of(at);
    blindUntil = at + 3600;
    arrivals.start(nowUsed);
    if (kind() == Kind.ROLLING) {
      ring.layOut(openBucket, nowUsed, usual, 1e-6 * max);
    }
    usual.lookAhead(openBucket);
  }

  private void addTo(int b, double a) {
    while (openBucket < b) {
      if (kind() == Kind.ROLLING && !finder.wholeHours && firstDay.open()) {
        firstDay.close(openBucket, open, ring.get(openBucket - Buckets.DAY), surge.isOn());
      }
      boolean ended = usual.close(openBucket, open, max, surge, censored);
      if (ended
          && kind() == Kind.ROLLING
          && !finder.wholeHours
          && firstDay.open()
          && firstDay.endDay(used)) {
        firstDay.solve(ring, usual, openBucket);
      }
      censored = used >= max;
      open = 0;
      openBucket++;
    }
    open += a;
  }

  private void addGap(long at, long gap, double a) {
    int first = (int) Math.floorDiv(at - gap, (long) Buckets.SECONDS) + 1;
    int last = Buckets.of(at);
    if (last <= first) {
      addTo(last, a);
      return;
    }
    double sum = 0;
    double[] w = new double[last - first + 1];
    for (int b = first; b <= last; b++) {
      w[b - first] = usual.expect(b) + 1e-6 * max;
      sum += w[b - first];
    }
    for (int b = first; b <= last; b++) {
      addTo(b, w[b - first] * a / sum);
    }
  }

  /** Codes what changes with each reading. */
  void quick(StateCodec c, int version) {
    max = c.exact(max);
    if (!(max > 0)) {
      throw new StateReader.Unreadable("maximum " + max);
    }
    started = c.flag(started);
    finder.state(c);
    usual.counts(kind());
    t = c.count(t);
    t0 = c.count(t0);
    used = c.exact(used);
    carry = c.number(carry);
    open = c.number(open);
    openBucket = (int) c.count(openBucket);
    raised = c.flag(raised);
    censored = c.flag(censored);
    exhaustedSince = c.count(exhaustedSince);
    blindUntil = c.count(blindUntil);
    ring.state(c, max);
    surge.state(c);
    calibration.state(c, t, max);
    usual.quick(c, max, openBucket, version);
    if (version > 2) {
      promise.state(c);
    }
    switch (kind()) {
      case HOUR -> arrivals.state(c, max);
      case STOCK -> stock().state(c, max, version > 2, version > 1 && !finder.isMonth());
      case GAUGE -> habit().state(c);
      case ROLLING -> {
        arrivals.state(c, max);
        firstDay.quick(c, max);
      }
      case FIXED_DAY -> {}
    }
  }

  /** Codes what changes when a day ends. */
  void slow(StateCodec c, int version) {
    usual.slow(c, max, version == 1 || kind() != Kind.STOCK || finder.isMonth());
    if (kind() == Kind.ROLLING) {
      firstDay.slow(c, max);
    }
  }
}
