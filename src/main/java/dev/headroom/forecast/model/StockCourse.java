package dev.headroom.forecast.model;

import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import java.util.Arrays;

/**
 * The course of what grows over days: a stock, or a month's count.
 *
 * <p>One that only grows is extrapolated by the gain of the last days, with a single large day
 * capped at three times the median. It is exhausting when the remaining room lasts for less than a
 * week, or, for a month, would be used up before the month ends.
 *
 * <p>One that {@link Swing swings} is not full before the peak of its swing is: its peaks are
 * extrapolated by their own growth. Within a day its course is that of {@link LevelForecast}, and
 * it is also called exhausting when that reaches the maximum. Once a fall is overdue it grows like
 * any other.
 */
final class StockCourse {
  /** How many days' mean gain is extrapolated: a week, so that each weekday is in it once. */
  private static final int MEAN_OF = 7;

  /** Gains of so few units per week are too few for a rate: then all days are used. */
  private static final double FEW = 6;

  /** A day's gain is capped at this many medians, because an import ends. */
  private static final double CAP = 3;

  /** Remaining days below which it is called exhausting, and above which it no longer is. */
  private static final double ON_DAYS = 6.3;

  private static final double OFF_DAYS = 7;

  /**
   * Probability within a day from which a swing is called exhausting, and below which it no longer
   * is.
   */
  private static final double ON_DAY = 0.4;

  private static final double OFF_DAY = 0.2;

  /** Days covered by the probability; fewer if a month ends before. */
  private static final double HORIZON = 7;

  /** Share of the rest of a month within which it must be used up to be called exhausting. */
  private static final double ON_MONTH = 0.9;

  /**
   * Least relative error of the gain, and the error of the growth of peaks, as a share of the
   * maximum.
   */
  private static final double LEAST_ERROR = 0.05;

  private static final double TOP_ERROR = 0.002;

  private static final double EDGE = 1.645;

  /** Noise of a reading, as a share of the maximum. */
  private static final double FLOOR = 0.3 * DayCourse.FLOOR;

  private static final int ENOUGH_DAYS = 3;

  /** How late a count is updated, in seconds. */
  private static final int LATE = 3600;

  private final Tracker s;
  private final Stock stock;
  private final boolean swings;

  /** The smallest distance from the maximum, in halves of the band, and where it is. */
  private double nearest = Double.NEGATIVE_INFINITY;

  private int nearestStep;

  /** The expected use there. */
  private double highest;

  /** The first step whose band contains the maximum; 0 if there is none. */
  private int firstStep;

  StockCourse(Tracker s) {
    this.s = s;
    this.stock = s.stock();
    this.swings =
        !s.finder().isMonth() && stock.swing.swings(s.at()) && !stock.swing.overdue(s.at());
  }

  void project(Outlook out) {
    if (!s.finder().isMonth() && stock.forecast.knows()) {
      swingBands(out);
    } else {
      growthBands(out);
    }
    double end = Double.MAX_VALUE;
    if (s.finder().monthly()) {
      long over = s.finder().monthEnd(s.at());
      out.relief(s.at(), (double) over, (double) over, (double) over + LATE);
      end = (over - s.at()) / (double) Buckets.DAY_SECONDS;
    }
    int days = stock.days();
    if (s.isFull()) {
      s.raise(false);
      out.exhausted();
      out.reliefNotKnown(
          s.finder().isMonth() ? Relief.Reason.NEXT_MONTH : Relief.Reason.NEEDS_CLEANUP);
    } else if (days < ENOUGH_DAYS) {
      out.useOnlyIf(days > 0);
      out.unknown(UnknownReason.LESS_THAN_THREE_DAYS);
    } else {
      out.withinDay(Tails.cdf(nearest));
      if (!surges(out)) {
        judge(out, days, end);
      }
    }
  }

  private void swingBands(Outlook out) {
    int k = 0;
    for (int j = 4; j <= Buckets.DAY; j += j < 16 ? 4 : 8) {
      stock.forecast.at(j, s.max());
      approach(j, stock.forecast.middle, stock.forecast.spread);
      if (j == Calibration.HORIZONS[k]) {
        band(out, k, stock.forecast.middle, stock.forecast.spread);
        k++;
      }
    }
  }

  private void growthBands(Outlook out) {
    double part = s.openPart();
    double spread = FLOOR * s.max();
    double u = s.used();
    int k = 0;
    for (int j = 1; j <= Buckets.DAY; j++) {
      u += (1 - part) * s.usual().ahead(j - 1) + part * s.usual().ahead(j);
      spread += s.usual().aheadDeviation(j);
      if (j == Calibration.HORIZONS[k]) {
        band(out, k, u, spread);
        k++;
      }
    }
    approach(Buckets.DAY, u, spread);
  }

  private void approach(int j, double middle, double spread) {
    double[] side = middle < s.max() ? s.calibration().hi : s.calibration().lo;
    double z = (middle - s.max()) / (Calibration.at(side, j) * spread);
    if (z > nearest) {
      nearest = z;
      nearestStep = j;
      highest = middle;
    }
    if (firstStep == 0 && z >= -1) {
      firstStep = j;
    }
  }

  private void band(Outlook out, int k, double middle, double spread) {
    s.calibration().remember(s.at(), k, middle, spread);
    if (k < 3) {
      out.use(
          k,
          middle - s.calibration().lo[k] * spread,
          middle,
          middle + s.calibration().hi[k] * spread);
    }
  }

  /** Whether an import has been running for longer than it needs to fill the rest within a day. */
  private boolean surges(Outlook out) {
    double perSlot = s.surge().perSlot();
    double came = perSlot * (s.at() - s.surge().began()) / 300;
    if (!(perSlot > 0) || swings || came < Doubt.FEW) {
      return false;
    }
    double need = 300 * (s.max() - s.used()) / perSlot;
    if (need >= s.at() - s.surge().began() || need >= Buckets.DAY_SECONDS) {
      return false;
    }
    out.claims(s.surge().lasts(s.at(), need), 1);
    out.exhausting(
        Outlook.Cause.SURGE, s.at(), s.at() + 0.7 * need, s.at() + need, s.at() + 2 * need);
    return true;
  }

  private void judge(Outlook out, int days, double end) {
    double rate;
    double error;
    double left;
    if (swings) {
      double tops = stock.swing.slope();
      double means = stock.slope();
      rate = tops > 0 && means > 0 ? (tops + means) / 2 : 0;
      error = LEAST_ERROR * rate + TOP_ERROR * s.max();
      left = Math.max(TOP_ERROR * s.max(), s.max() - stock.swing.top());
    } else {
      int n = Math.min(MEAN_OF, days);
      if (mean(n, Double.MAX_VALUE, 0, 1) * n < FEW) {
        n = days;
      }
      double cap = CAP * Math.max(median(days), 0.3 * mean(n, Double.MAX_VALUE, 0, 1));
      rate = mean(n, cap, 0, 1);
      error = Math.sqrt(mean(n, cap, rate, 2) / n) + LEAST_ERROR * rate;
      left = s.max() - s.used();
    }
    double daysLeft = rate > 0 ? left / rate : Double.MAX_VALUE;
    boolean grows =
        daysLeft <= (s.raised() ? OFF_DAYS : ON_DAYS)
            && daysLeft < end * (s.raised() ? 1 : ON_MONTH);
    boolean near = swings && out.withinDay() > (s.raised() ? OFF_DAY : ON_DAY);
    double slow = left / Math.min(HORIZON, end);
    double grown = rate > 0 ? Tails.cdf((rate - slow) / (EDGE * error)) : 0;
    out.claims(Math.max(grown, out.withinDay()), stock.patience(s.at()));
    s.raise(grows || near);
    if (near) {
      near(out);
    } else if (grows) {
      grows(out, rate, error, left);
    } else {
      out.stable();
    }
  }

  /** Handles a swing that reaches the maximum within a day. */
  private void near(Outlook out) {
    double bucket = Buckets.SECONDS;
    out.peak(highest);
    int first = Math.min(firstStep == 0 ? nearestStep : firstStep, nearestStep);
    out.exhausting(
        Outlook.Cause.USUAL,
        s.at(),
        s.at() + 0.5 * first * bucket,
        s.at() + nearestStep * bucket,
        s.at() + (nearestStep + Buckets.DAY) * bucket);
  }

  private void grows(Outlook out, double rate, double error, double left) {
    double day = Buckets.DAY_SECONDS;
    double slowest = Math.max(rate - EDGE * error, rate / 4);
    out.gains(rate, swings);
    out.exhausting(
        Outlook.Cause.GROWTH,
        s.at(),
        s.at() + left / (rate + EDGE * error) * day,
        s.at() + left / rate * day,
        s.at() + left / slowest * day);
  }

  private double median(int days) {
    double[] sorted = new double[days];
    for (int i = 0; i < days; i++) {
      sorted[i] = stock.gain(i + 1);
    }
    Arrays.sort(sorted);
    return sorted[days / 2];
  }

  /** Mean of a power of the last {@code n} days' gains, each capped, about {@code centre}. */
  private double mean(int n, double cap, double centre, int power) {
    double sum = 0;
    for (int i = 1; i <= n; i++) {
      double gain = Math.min(cap, stock.gain(i)) - centre;
      sum += power == 1 ? gain : gain * gain;
    }
    return sum / n;
  }
}
