package dev.headroom.backtest;

import dev.headroom.forecast.UseForecast;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The line of today's monitors: least squares through the last readings, extrapolated from now, as
 * Prometheus' {@code predict_linear} does. It speaks when half of the maximum is used and the line
 * meets the maximum within its reach. Intervals are those of a regression line.
 */
final class LinearBaseline implements Baseline {
  /** Two-sided 90 % of a normal distribution. */
  private static final double Z = 1.645;

  private static final double FLOOR = 0.5;
  private static final double HOUR = 3600;
  private static final double LONGEST = 30 * 86_400.0;
  private static final int FEWEST = 3;

  private final long range;
  private final long reach;
  private final Deque<double[]> points = new ArrayDeque<>();
  private final Sums sums = new Sums();
  private long base = Long.MIN_VALUE;

  /** Sums over the points; x in hours since the base, which keeps the numbers small. */
  private static final class Sums {
    double n;
    double x;
    double y;
    double xx;
    double xy;
    double yy;

    void add(double px, double py, int sign) {
      n += sign;
      x += sign * px;
      y += sign * py;
      xx += sign * px * px;
      xy += sign * px * py;
      yy += sign * py * py;
    }

    void clear() {
      n = x = y = xx = xy = yy = 0;
    }
  }

  /**
   * Starts without history.
   *
   * @param interval between two readings: the line goes through at least three
   */
  LinearBaseline(Rules.Kind kind, Duration interval) {
    long seconds =
        switch (kind) {
          case DAY -> Duration.ofHours(1).toSeconds();
          case HOUR -> Duration.ofMinutes(20).toSeconds();
          case STOCK -> Duration.ofDays(3).toSeconds();
        };
    this.range = Math.max(seconds, FEWEST * interval.toSeconds());
    this.reach =
        switch (kind) {
          case DAY -> Duration.ofHours(4).toSeconds();
          case HOUR -> Duration.ofHours(1).toSeconds();
          case STOCK -> Duration.ofDays(7).toSeconds();
        };
  }

  @Override
  public Guess next(long t, double used, double max) {
    take(t, used);
    if (used >= max) {
      return Guess.of(Guess.State.EXHAUSTED, null);
    }
    double den = sums.n * sums.xx - sums.x * sums.x;
    if (sums.n < FEWEST || den <= 0) {
      return Guess.of(Guess.State.UNKNOWN, null);
    }
    double slope = (sums.n * sums.xy - sums.x * sums.y) / den;
    double start = (sums.y - slope * sums.x) / sums.n;
    double now = (t - base) / HOUR;
    double at = start + slope * now;
    double spread =
        Math.sqrt(
            Math.max(0, (sums.yy - start * sums.y - slope * sums.xy) / Math.max(1, sums.n - 2)));
    double mean = sums.x / sums.n;
    double variance = Math.max(1e-9, sums.xx / sums.n - mean * mean);
    UseForecast use =
        new UseForecast(
            band(at, slope, spread, now - mean, variance, 1),
            band(at, slope, spread, now - mean, variance, 4),
            band(at, slope, spread, now - mean, variance, 12));
    double left = (max - at) / slope * HOUR;
    if (!(slope > 0) || used < FLOOR * max || left > reach) {
      return Guess.of(Guess.State.STABLE, use);
    }
    double unsure = Z * spread / Math.sqrt(sums.n * variance);
    return Guess.exhausting(
        (double) t + Math.max(0, left),
        (double) t + Math.max(0, (max - at) / (slope + unsure) * HOUR),
        (double) t
            + Math.min(LONGEST, Math.max(0, (max - at) / Math.max(1e-9, slope - unsure) * HOUR)),
        use);
  }

  private void take(long t, double used) {
    if (base == Long.MIN_VALUE || t - base > 4 * range) {
      base = t;
      sums.clear();
      points.forEach(p -> sums.add((p[0] - (double) base) / HOUR, p[1], 1));
    }
    points.addLast(new double[] {(double) t, used});
    sums.add((t - base) / HOUR, used, 1);
    while (points.getFirst()[0] <= (double) (t - range)) {
      double[] p = points.removeFirst();
      sums.add((p[0] - (double) base) / HOUR, p[1], -1);
    }
  }

  private UseForecast.Band band(
      double at, double slope, double spread, double away, double variance, int hours) {
    double middle = at + slope * hours;
    double x = away + hours;
    double width = Z * spread * Math.sqrt(1 + 1 / sums.n + x * x / (sums.n * variance));
    return Guess.band(middle - width, middle, middle + width);
  }
}
