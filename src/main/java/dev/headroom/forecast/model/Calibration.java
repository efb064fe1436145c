package dev.headroom.forecast.model;

import dev.headroom.forecast.ForecastQuality;
import java.util.Arrays;

/**
 * Learns as it goes how wide an interval must be: for 1, 4, 12 and 24 h a pair of factors of the
 * model's own measure of spread, one for each side.
 *
 * <p>When a forecast made {@code h} ago falls due, with {@code z = (used - middle) / spread}:
 *
 * <pre>{@code
 * hi <- hi exp(c (1[z > hi] - TAIL))      lo <- lo exp(c (1[z < -lo] - TAIL))
 * }</pre>
 *
 * (stochastic approximation of a quantile, Robbins and Monro 1951, on a logarithmic scale), so 5 %
 * of the readings come to lie over and 5 % under the interval whatever the noise is.
 */
final class Calibration {
  /** Buckets ahead. */
  static final int[] HORIZONS = {4, 16, 48, 96};

  /** The gain {@code c} by horizon: near ones fall due more often. */
  private static final double[] STEP = {0.10, 0.06, 0.05, 0.025};

  /**
   * Share of readings beyond each edge; when both the edge and the reading are capped at the
   * maximum, it counts as inside.
   */
  private static final double[] TAIL = {0.05, 0.055, 0.055, 0.055};

  private static final int[] ROOM = {8, 6, 14, 26};

  /** How far apart, in seconds, two readings may be for a line to be drawn between them. */
  private static final long NEAR = 1800;

  private static final double NARROWEST = 0.02;
  private static final double WIDEST = 30;

  final double[] lo = {1, 1, 1, 1};
  final double[] hi = {1, 1, 1, 1};
  private final long[][] due = new long[4][];
  private final double[][] middle = new double[4][];
  private final double[][] spread = new double[4][];
  private final double[] judged = new double[4];
  private final double[] covered = new double[4];

  Calibration() {
    for (int k = 0; k < 4; k++) {
      due[k] = new long[ROOM[k]];
      middle[k] = new double[ROOM[k]];
      spread[k] = new double[ROOM[k]];
    }
    forget();
  }

  /** Drops the forecasts that have not fallen due. */
  void forget() {
    for (long[] d : due) {
      Arrays.fill(d, Long.MIN_VALUE);
    }
  }

  private static int every(int k) {
    return k == 0 ? Buckets.SECONDS : 3600;
  }

  private static int slot(int k, long at) {
    return (int) Math.floorMod(at / every(k), (long) ROOM[k]);
  }

  void remember(long t, int k, double mid, double s) {
    if (t % every(k) == 0) {
      long at = t + (long) HORIZONS[k] * Buckets.SECONDS;
      int i = slot(k, at);
      due[k][i] = at;
      middle[k][i] = mid;
      spread[k][i] = s;
    }
  }

  /**
   * Compares the forecasts for times after {@code before} and up to {@code t} with the readings;
   * both capped at the maximum. If the reading of that exact time was missed, it is interpolated
   * between its neighbours, if they are near.
   */
  void check(long before, double usedBefore, long t, double used, double m) {
    for (int k = 0; k < 4; k++) {
      long step = every(k);
      long first = Math.floorDiv(before, step) * step + step;
      long oldest = Math.floorDiv(t, step) * step - step * (ROOM[k] - 1);
      for (long at = Math.max(first, oldest); at <= t; at += step) {
        int i = slot(k, at);
        boolean known = at == t || t - before <= NEAR;
        if (known && due[k][i] == at && spread[k][i] > 0) {
          double came = used + (usedBefore - used) * (t - at) / (t - before);
          learn(k, (Math.min(came, m) - Math.min(middle[k][i], m)) / spread[k][i]);
        }
        due[k][i] = due[k][i] == at ? Long.MIN_VALUE : due[k][i];
      }
    }
  }

  private void learn(int k, double z) {
    boolean under = z < -lo[k];
    boolean over = z > hi[k];
    judged[k] = ForecastQuality.KEEP * judged[k] + 1;
    covered[k] = ForecastQuality.KEEP * covered[k] + (under || over ? 0 : 1);
    lo[k] = moved(k, lo[k], under);
    hi[k] = moved(k, hi[k], over);
  }

  private static double moved(int k, double q, boolean missed) {
    double x = q * Math.exp(STEP[k] * ((missed ? 1 : 0) - TAIL[k]));
    return Math.min(WIDEST, Math.max(NARROWEST, x));
  }

  /**
   * Returns the factor for {@code j} buckets ahead, interpolated between those that were learned.
   */
  static double at(double[] q, int j) {
    if (j <= HORIZONS[0]) {
      return q[0];
    }
    int k = j <= HORIZONS[1] ? 1 : j <= HORIZONS[2] ? 2 : 3;
    double part = (double) (j - HORIZONS[k - 1]) / (HORIZONS[k] - HORIZONS[k - 1]);
    return q[k - 1] + part * (q[k] - q[k - 1]);
  }

  /**
   * Returns the share of about the last hundred forecasts whose interval held, NaN before the
   * first, and how many it is based on, at most 100.
   */
  ForecastQuality.Held held(int k) {
    return new ForecastQuality.Held(judged[k] > 0 ? covered[k] / judged[k] : Double.NaN, judged[k]);
  }

  void state(StateCodec c, long t, double scale) {
    for (int k = 0; k < 4; k++) {
      lo[k] = c.number(lo[k]);
      hi[k] = c.number(hi[k]);
      judged[k] = c.number(judged[k]);
      covered[k] = c.number(covered[k]);
      for (int i = 0; i < ROOM[k]; i++) {
        due[k][i] = c.flag(due[k][i] > t) ? dueAfter(t, k, i) : Long.MIN_VALUE;
        if (due[k][i] > t) {
          middle[k][i] = c.count(Math.round(1e6 * Math.max(0, middle[k][i]) / scale)) * scale / 1e6;
        }
      }
      c.amounts(spread[k], scale);
    }
  }

  /** The first time after {@code t} that belongs to slot {@code i}. */
  private static long dueAfter(long t, int k, int i) {
    long n = t / every(k) + 1;
    return (n + Math.floorMod(i - n, (long) ROOM[k])) * every(k);
  }
}
