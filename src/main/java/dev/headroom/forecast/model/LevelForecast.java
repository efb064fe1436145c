package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * Forecasts a level that may swing: a blend of nine simple methods, weighted by how well each has
 * recently done at that distance.
 *
 * <p>With {@code v} the level and {@code A} its mean over 24 hours, which a daily swing does not
 * move, and {@code d} the days before:
 *
 * <pre>{@code
 * stays     v(t)
 * grows     v(t) + what is usually gained in h
 * change    v(t) + median over d of (v(t + h - d) - v(t - d))
 * level     median over d of (v(t + h - d) + A(t) - A(t - d))
 * }</pre>
 *
 * <p>The last two are taken over the seven days before, over those among them that are of the same
 * kind as the day of {@code t + h} (working day or weekend), and over the same day of the previous
 * week alone; change also over the day before. The median ignores an occasional clean-up. Weights
 * are the inverse fourth power of the mean absolute errors (Bates and Granger's combination of
 * forecasts, 1969, sharpened).
 */
final class LevelForecast {
  private static final int METHODS = 9;
  private static final int DAY = Buckets.DAY;
  private static final int WEEK = 7;

  /** Buckets between comparisons. */
  static final int EVERY = 4;

  /** Days of any kind. */
  private static final int ANY = -1;

  /** Share of a new error in the mean: a memory of two days of hourly comparisons. */
  private static final double LEARN = 0.03;

  /** Noise of a reading, as a share of the maximum. */
  private static final double FLOOR = 2e-4;

  private final LevelHistory levels;
  private final UsualWeek usual;

  /** Mean absolute error of each method at 1, 4, 12 and 24 h. */
  private final double[][] error = new double[4][METHODS];

  private final int[] seen = new int[4];

  /** {@code A} at the newest bucket and this many days before. */
  private final double[] means = new double[WEEK + 1];

  private int meansAt = Integer.MIN_VALUE;

  private final double[] values = new double[METHODS];
  private final double[] spreads = new double[METHODS];
  private final double[] scratch = new double[WEEK];
  private final double[] meansThen = new double[WEEK + 1];

  /** Mean distance of the values in the last {@link #median} from it. */
  private double deviation;

  /** The forecast, and the model's own measure of its possible error. */
  double middle;

  double spread;

  LevelForecast(LevelHistory levels, UsualWeek usual) {
    this.levels = levels;
    this.usual = usual;
  }

  /** Returns whether there is a day to compare with. */
  boolean knows() {
    return levels.known() > DAY;
  }

  /** Records that the history was changed. */
  void again() {
    meansAt = Integer.MIN_VALUE;
  }

  /** Fills {@link #middle} and {@link #spread} for {@code j} buckets ahead of the newest. */
  void at(int j, double max) {
    int b = levels.newest();
    if (meansAt != b) {
      for (int d = 0; d <= WEEK; d++) {
        means[d] = levels.dayMean(b - d * DAY);
      }
      meansAt = b;
    }
    methods(b, j, means);
    double floor = FLOOR * max;
    double sum = 0;
    double mid = 0;
    double wide = 0;
    double err = 0;
    for (int c = 0; c < METHODS; c++) {
      if (Double.isNaN(values[c])) {
        continue;
      }
      double e = interpolated(c, j) + floor;
      double w = 1 / (e * e * e * e);
      sum += w;
      mid += w * values[c];
      wide += w * spreads[c];
      err += w * e;
    }
    middle = mid / sum;
    spread = floor + 0.5 * wide / sum + 0.5 * err / sum;
  }

  private double interpolated(int c, int j) {
    int[] h = Calibration.HORIZONS;
    if (j <= h[0]) {
      return error[0][c] * j / h[0];
    }
    int k = j <= h[1] ? 1 : j <= h[2] ? 2 : 3;
    double part = Math.min(1, (double) (j - h[k - 1]) / (h[k] - h[k - 1]));
    return error[k - 1][c] + part * (error[k][c] - error[k - 1][c]);
  }

  /**
   * Fills in what each method, at bucket {@code b}, says about {@code j} buckets later; NaN if it
   * cannot.
   */
  private void methods(int b, int j, double[] mean) {
    double now = levels.at(b);
    int kind = kind(b + j);
    said(0, now);
    double gained = 0;
    for (int i = 1; i <= j; i++) {
      gained += b == levels.newest() ? usual.ahead(i) : usual.usual(b + i);
    }
    said(1, now + gained);
    said(2, now + change(b, j, 1, 1, ANY));
    said(3, now + change(b, j, 1, WEEK, ANY));
    said(4, now + change(b, j, 1, WEEK, kind));
    said(5, now + change(b, j, WEEK, WEEK, ANY));
    said(6, level(b, j, mean, 1, ANY));
    said(7, level(b, j, mean, 1, kind));
    said(8, level(b, j, mean, WEEK, ANY));
  }

  private void said(int method, double value) {
    values[method] = value;
    spreads[method] = method < 2 || Double.isNaN(value) ? 0 : deviation;
  }

  /** 1 on weekends, 0 on other days. */
  private static int kind(int b) {
    return Buckets.weekday(b) >= 5 ? 1 : 0;
  }

  private double change(int b, int j, int from, int to, int kind) {
    int n = 0;
    for (int d = from; d <= to; d++) {
      int then = b - d * DAY;
      if (levels.has(then) && levels.has(then + j) && (kind == ANY || kind(then + j) == kind)) {
        scratch[n++] = levels.at(then + j) - levels.at(then);
      }
    }
    return median(n);
  }

  private double level(int b, int j, double[] mean, int from, int kind) {
    int n = 0;
    for (int d = from; d <= WEEK; d++) {
      int then = b + j - d * DAY;
      if (levels.has(then) && !Double.isNaN(mean[d]) && (kind == ANY || kind(then) == kind)) {
        scratch[n++] = levels.at(then) + mean[0] - mean[d];
      }
    }
    return median(n);
  }

  /** The median of the first {@code n} of {@link #scratch}; NaN if there are none. */
  private double median(int n) {
    if (n == 0) {
      return Double.NaN;
    }
    Arrays.sort(scratch, 0, n);
    double m = (scratch[(n - 1) / 2] + scratch[n / 2]) / 2;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.abs(scratch[i] - m);
    }
    deviation = sum / n;
    return m;
  }

  /** Compares what the methods would have said with the level of the newest bucket. */
  void compare() {
    int b = levels.newest();
    double came = levels.at(b);
    for (int k = 0; k < 4; k++) {
      int j = Calibration.HORIZONS[k];
      int then = b - j;
      if (!levels.has(then) || levels.known() < DAY + j) {
        continue;
      }
      for (int d = 0; d <= WEEK; d++) {
        meansThen[d] = levels.dayMean(then - d * DAY);
      }
      methods(then, j, meansThen);
      double share = Math.max(LEARN, 1.0 / (seen[k] + 1));
      for (int c = 0; c < METHODS; c++) {
        double off =
            Double.isNaN(values[c]) ? Math.abs(values[0] - came) : Math.abs(values[c] - came);
        error[k][c] += share * (off - error[k][c]);
      }
      seen[k]++;
    }
  }

  void state(StateCodec c) {
    for (int k = 0; k < 4; k++) {
      seen[k] = (int) c.count(Math.min(seen[k], 1000));
      for (int i = 0; i < METHODS; i++) {
        error[k][i] = c.number(error[k][i]);
      }
    }
  }
}
