package dev.headroom.forecast;

import java.util.Arrays;

/**
 * What grows over days: a stock, or a month's count. The gain of the last days is carried on, a
 * single large day capped at three times the median; it is exhausting when the room left lasts for
 * less than a week, and, of a month, would be used up before the month is over.
 */
final class StockCourse {
  /** Days whose mean gain is carried on: a week, so that each weekday is in it once. */
  private static final int MEAN_OF = 7;

  /** A day's gain is capped at so many medians: an import ends. */
  private static final double CAP = 3;

  /** Days left under which it is called exhausting, and over which it is not any more. */
  private static final double ON_DAYS = 6.3;

  private static final double OFF_DAYS = 7;

  /** Days within which the probability is told; a month that ends before is shorter. */
  private static final double HORIZON = 7;

  /** Share of the rest of a month in which it must be used up to be called so. */
  private static final double ON_MONTH = 0.9;

  /** Least relative error of the gain. */
  private static final double LEAST_ERROR = 0.05;

  private static final double EDGE = 1.645;

  /** Noise of a reading, of the maximum. */
  private static final double FLOOR = 0.3 * DayCourse.FLOOR;

  private static final int ENOUGH_DAYS = 3;

  private final Tracker s;

  /** Probability that it is full within a day. */
  private double day;

  StockCourse(Tracker s) {
    this.s = s;
  }

  void project(Outlook out) {
    bands(out);
    double end = Double.MAX_VALUE;
    if (s.finder.monthly()) {
      out.relief = s.finder.monthEnd(s.t);
      end = (out.relief - s.t) / (double) Buckets.DAY_SECONDS;
    }
    int days = Math.min(s.days.length, s.dayCount);
    if (s.used >= s.max) {
      s.raised = false;
      out.exhausted();
    } else if (days < ENOUGH_DAYS) {
      out.hasUse = days > 0;
      out.unknown(UnknownReason.LESS_THAN_THREE_DAYS);
    } else {
      out.probability = day;
      if (!surges(out)) {
        judge(out, days, end);
      }
    }
  }

  private void bands(Outlook out) {
    double part = (s.t - (double) s.openBucket * Buckets.SECONDS) / Buckets.SECONDS;
    double spread = FLOOR * s.max;
    double u = s.used;
    int k = 0;
    for (int j = 1; j <= Buckets.DAY; j++) {
      u += (1 - part) * s.usual.ahead[j - 1] + part * s.usual.ahead[j];
      spread += s.usual.aheadDev[j];
      if (j == Calibration.HORIZONS[k]) {
        s.calibration.remember(s.t, k, u, spread);
        if (k == 3) {
          double[] side = u < s.max ? s.calibration.hi : s.calibration.lo;
          day = Tails.cdf((u - s.max) / (side[k] * spread));
        }
        if (k < 3) {
          double low = u - s.calibration.lo[k] * spread;
          out.use(k, low, u, u + s.calibration.hi[k] * spread);
        }
        k++;
      }
    }
  }

  /** An import that has run for longer than it needs to fill the rest, within a day. */
  private boolean surges(Outlook out) {
    double perSlot = s.surge.perSlot();
    if (!(perSlot > 0)) {
      return false;
    }
    double need = 300 * (s.max - s.used) / perSlot;
    if (need >= s.t - s.surge.began || need >= Buckets.DAY_SECONDS) {
      return false;
    }
    out.claim = s.surge.lasts(s.t, need);
    out.exhausting(Outlook.Cause.SURGE, s.t, s.t + 0.7 * need, s.t + need, s.t + 2 * need);
    return true;
  }

  private void judge(Outlook out, int days, double end) {
    double[] sorted = Arrays.copyOf(s.days, days);
    Arrays.sort(sorted);
    int n = Math.min(MEAN_OF, days);
    double cap = CAP * Math.max(sorted[days / 2], 0.3 * mean(n, Double.MAX_VALUE, 0, 1));
    double rate = mean(n, cap, 0, 1);
    double error = Math.sqrt(mean(n, cap, rate, 2) / n) + LEAST_ERROR * rate;
    double left = s.max - s.used;
    double daysLeft = rate > 0 ? left / rate : Double.MAX_VALUE;
    s.raised =
        daysLeft <= (s.raised ? OFF_DAYS : ON_DAYS) && daysLeft < end * (s.raised ? 1 : ON_MONTH);
    if (!s.raised) {
      out.stable();
      return;
    }
    double day = Buckets.DAY_SECONDS;
    double slowest = Math.max(rate - EDGE * error, rate / 4);
    out.perDay = rate;
    out.claim = Tails.cdf((rate - left / Math.min(HORIZON, end)) / (EDGE * error));
    out.exhausting(
        Outlook.Cause.GROWTH,
        s.t,
        s.t + left / (rate + EDGE * error) * day,
        s.t + daysLeft * day,
        s.t + left / slowest * day);
  }

  /** Mean of a power of the last {@code n} days' gains, each capped, about {@code centre}. */
  private double mean(int n, double cap, double centre, int power) {
    double sum = 0;
    for (int i = 1; i <= n; i++) {
      double gain = Math.min(cap, s.days[(s.dayCount - i) % s.days.length]) - centre;
      sum += power == 1 ? gain : gain * gain;
    }
    return sum / n;
  }
}
