package dev.headroom.forecast;

import dev.headroom.limits.Window;
import java.util.Arrays;

/**
 * One limit's state and what a reading does to it: calls are recovered from the counter, learned
 * and projected.
 *
 * <p>A rolling counter is a sum over a window {@code W}, so its difference says what came minus
 * what left:
 *
 * <pre>{@code
 * u(t) = sum of a(s) for s in (t - W, t]    =>    a(t) = u(t) - u(t-1) + a(t-W)
 * }</pre>
 *
 * <p>What leaves in the next 24 hours came in the last 24 and is known; only what will come must be
 * forecast. This is what a line or a seasonal fit on the counter throws away.
 */
final class Tracker {
  private static final long BLIND = 3 * 86_400L;

  /** A counter is right within some minutes: a share of the maximum that may come back. */
  private static final double LAG = 0.004;

  final WindowFinder finder;
  final Ring ring = new Ring();
  final UsualWeek usual = new UsualWeek(ring);
  final Surge surge = new Surge();
  final Calibration calibration = new Calibration();
  final FirstDay firstDay = new FirstDay();
  final GaugeHabit habit = new GaugeHabit();
  final DayPath path = new DayPath();
  final double[] fine = new double[12];
  final double[] days = new double[14];
  int dayCount;
  double dayGain;
  boolean started;
  long t;
  long t0;
  double used;
  double max;
  double carry;
  double open;
  int openBucket;
  boolean raised;
  long exhaustedSince;
  long blindUntil;
  private double hourCame;
  private int hourSlots;
  private boolean censored;

  Tracker(Window window) {
    finder = new WindowFinder(window);
  }

  Kind kind() {
    return finder.kind;
  }

  /** The next reading: later than the one before, both numbers finite, the maximum over 0. */
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
    usual.level.hourly = kind() == Kind.HOUR;
    long dt = at - t;
    if (finder.look(t0, t, used, at, nowUsed, nowMax)) {
      Arrays.fill(fine, nowUsed / finder.slots);
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
    switch (kind()) {
      case STOCK -> new StockCourse(this).project(out);
      case HOUR -> new HourCourse(this).project(out);
      case GAUGE -> new GaugeCourse(this).project(out);
      case ROLLING, FIXED_DAY -> new DayCourse(this).project(out);
    }
    if (at < blindUntil && out.verdict != Outlook.Verdict.EXHAUSTED) {
      out.unknown(UnknownReason.AFTER_GAP);
      raised = false;
    }
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
    Arrays.fill(fine, nowUsed / finder.slots);
  }

  private void learn(long at, double nowUsed, long dt) {
    double a = kind() == Kind.GAUGE ? nowUsed * dt / Buckets.SECONDS : came(at, nowUsed) + carry;
    carry = 0;
    if (a < 0) {
      if (kind() == Kind.ROLLING) {
        tooFew(at, dt, a);
      }
      a = 0;
    }
    if (kind() == Kind.HOUR) {
      fineStep(dt, a, nowUsed);
    }
    int before = openBucket;
    if (dt <= Buckets.SECONDS) {
      addTo(Buckets.of(at), a);
    } else {
      addGap(at, dt, a);
    }
    if (kind() == Kind.STOCK) {
      stockDay(at, a);
    }
    if (kind() == Kind.GAUGE) {
      habit.look(t, at, nowUsed >= max);
    }
    calibration.check(t, used, at, nowUsed, max);
    if (openBucket != before) {
      usual.lookAhead(openBucket);
    }
    if (dt > 1800) {
      surge.drop();
    } else if (usual.hasDay() && kind() != Kind.GAUGE) {
      surge.watch(at, a, dt, max, usual);
    }
  }

  /** More left than was thought to be in the window. */
  private void tooFew(long at, long dt, double a) {
    if (a > -LAG * max) {
      carry = a;
    } else if (finder.wholeHours
        || !firstDay.open()
        || dt > Buckets.SECONDS
        || !firstDay.take(Buckets.of(at), -a, ring, usual, openBucket)) {
      shrink(a);
    }
  }

  /** Nothing was read for days: what the window holds is laid out as a usual day would be. */
  private void skip(long at, double nowUsed) {
    surge.drop();
    calibration.forget();
    usual.skip();
    firstDay.end();
    carry = 0;
    open = 0;
    hourCame = 0;
    hourSlots = 0;
    dayGain = 0;
    openBucket = Buckets.of(at);
    blindUntil = at + 3600;
    Arrays.fill(fine, nowUsed / finder.slots);
    if (kind() == Kind.ROLLING) {
      double sum = 0;
      double floor = 1e-6 * max;
      for (int k = 0; k < Buckets.DAY; k++) {
        sum += usual.expect(openBucket - k) + floor;
      }
      for (int k = 0; k < Buckets.DAY; k++) {
        int b = openBucket - k;
        ring.set(b, (usual.expect(b) + floor) * nowUsed / sum);
      }
    }
    usual.lookAhead(openBucket);
  }

  private void stockDay(long at, double a) {
    dayGain += a;
    if (at / 86400 != t / 86400) {
      days[dayCount % days.length] = dayGain;
      dayCount++;
      dayGain = 0;
    }
  }

  private void fineStep(long dt, double a, double nowUsed) {
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

  private void shrink(double a) {
    double keep = open;
    for (int k = 1; k < Buckets.DAY; k++) {
      keep += ring.get(openBucket - k);
    }
    double f = keep > 0 ? Math.max(0, keep + a) / keep : 1;
    for (int k = 1; k < Buckets.DAY; k++) {
      ring.set(openBucket - k, ring.get(openBucket - k) * f);
    }
  }

  /** What came since the last reading, recovered from the change of the counter. */
  private double came(long at, double nowUsed) {
    double d = nowUsed - used;
    return switch (kind()) {
      case STOCK -> finder.startsAgain(used, nowUsed) ? nowUsed : d;
      case GAUGE -> nowUsed;
      case FIXED_DAY -> d < 0 && (reset(at) || nowUsed < 0.5 * used) ? nowUsed : Math.max(0, d);
      case HOUR -> cameInHour(at, nowUsed, d);
      case ROLLING -> cameInDay(at, d);
    };
  }

  /** Whether a fixed day ended; the row labelled with the reset is the first of the new day. */
  private boolean reset(long at) {
    long r = finder.resetAt;
    return Math.floorDiv(at - r - 1, 86_400L) != Math.floorDiv(t - r - 1, 86_400L)
        || Math.floorDiv(at - r, 86_400L) != Math.floorDiv(t - r, 86_400L);
  }

  private double cameInHour(long at, double nowUsed, double d) {
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
   * Where whole hours are forgotten, the counter is right within the hour, and what came in the
   * slot at its end is taken to be the mean of the others.
   */
  private double cameInDay(long at, double d) {
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

  private double leaving(long at, long dt) {
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

  private void addTo(int b, double a) {
    while (openBucket < b) {
      if (kind() == Kind.ROLLING && !finder.wholeHours && firstDay.open()) {
        firstDay.close(openBucket, open, ring.get(openBucket - Buckets.DAY), surge.on);
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

  /** What changes with each reading. */
  void quick(StateCodec c) {
    max = c.exact(max);
    if (!(max > 0)) {
      throw new StateReader.Unreadable("maximum " + max);
    }
    started = c.flag(started);
    finder.state(c);
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
    usual.quick(c, max, openBucket);
    switch (kind()) {
      case HOUR -> c.amounts(fine, max);
      case STOCK -> {
        dayCount = (int) c.count(dayCount);
        dayGain = c.number(dayGain);
        for (int i = 0; i < days.length; i++) {
          days[i] = c.number(days[i]);
        }
      }
      case GAUGE -> habit.state(c);
      case ROLLING -> {
        hourCame = c.number(hourCame);
        hourSlots = (int) c.count(hourSlots);
        firstDay.quick(c, max);
      }
      case FIXED_DAY -> {}
    }
  }

  /** What changes when a day is over. */
  void slow(StateCodec c) {
    usual.slow(c, max);
    if (kind() == Kind.ROLLING) {
      firstDay.slow(c, max);
    }
  }
}
