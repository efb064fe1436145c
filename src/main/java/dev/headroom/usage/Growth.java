package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Growth of the logarithm of calls per week, with weekends separate: a least-squares line in which
 * outliers weigh less (Huber's weights), so that one wild day makes no trend. Where the calls of an
 * integration's resources are known, it is the mean of their logarithms, each weighted by its
 * steadiness: a load on a few days does not hide growth of the daily work.
 *
 * @param days how many days it is based on
 * @param perWeek slope of the logarithm over seven days
 * @param error its standard error
 */
record Growth(int days, double perWeek, double error) {
  /** In place of a count, where there is none. */
  static final long NONE = -1;

  private static final int LEAST_DAYS = 8;
  private static final double HUBER = 1.5;
  private static final int ROUNDS = 10;

  /** No program is steadier than this from day to day. */
  private static final double LEAST_SPREAD = 0.05;

  /** Variance of a resource's logarithm in addition to that of its line and of chance. */
  private static final double LEAST_VARIANCE = 0.01;

  /** Share of the days on which a resource must have calls to be considered. */
  private static final double PRESENT = 0.8;

  /** A line through logarithms: its slope, the spread around it, and the weight of its times. */
  private record Line(double slope, double spread, double times) {}

  /**
   * Returns the growth of calls on {@code days}.
   *
   * @param days in order
   * @param calls of each of these days
   * @param resources the same of each resource; {@link #NONE} on a day without it
   */
  static Growth of(List<LocalDate> days, long[] calls, Collection<long[]> resources) {
    int n = days.size();
    if (n < LEAST_DAYS) {
      return new Growth(n, 0, Double.POSITIVE_INFINITY);
    }
    Times times = new Times(days);
    double[] mean = new double[n];
    double weights = 0;
    int parts = 0;
    for (long[] resource : resources) {
      if (present(resource) >= PRESENT * n) {
        double[] y = logarithms(resource);
        double spread = line(times, y).spread;
        double weight = 1 / (spread * spread + chance(resource) + LEAST_VARIANCE);
        for (int i = 0; i < n; i++) {
          mean[i] += weight * y[i];
        }
        weights += weight;
        parts++;
      }
    }
    double chance = 1 / weights;
    if (parts < 2) {
      mean = logarithms(calls);
      chance = chance(calls);
    } else {
      for (int i = 0; i < n; i++) {
        mean[i] /= weights;
      }
    }
    Line line = line(times, mean);
    double spread = Math.max(line.spread, Math.max(LEAST_SPREAD, Math.sqrt(chance)));
    return new Growth(n, line.slope, spread / Math.sqrt(line.times));
  }

  private static int present(long[] counts) {
    int present = 0;
    for (long count : counts) {
      present += count == NONE ? 0 : 1;
    }
    return present;
  }

  private static double[] logarithms(long[] counts) {
    double[] y = new double[counts.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.log(Math.max(0, counts[i]) + 0.5);
    }
    return y;
  }

  /** Variance of the logarithm of a Poisson process with this mean. */
  private static double chance(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += Math.max(0, count);
    }
    return counts.length / Math.max(1, sum);
  }

  /** The days in weeks since the first, and whether they are of a weekend: 1, or 0. */
  private static final class Times {
    final double[] t;
    final int[] group;

    Times(List<LocalDate> days) {
      t = new double[days.size()];
      group = new int[t.length];
      for (int i = 0; i < t.length; i++) {
        LocalDate day = days.get(i);
        t[i] = ChronoUnit.DAYS.between(days.getFirst(), day) / 7.0;
        boolean weekend =
            day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        group[i] = weekend ? 1 : 0;
      }
    }
  }

  private static Line line(Times times, double[] y) {
    int n = y.length;
    double[] t = times.t;
    int[] group = times.group;
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    double[] residual = new double[n];
    double[] meanT = new double[2];
    double[] meanY = new double[2];
    Line line = new Line(0, 0, 1);
    for (int round = 0; round < ROUNDS; round++) {
      means(t, weight, group, meanT);
      means(y, weight, group, meanY);
      double above = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double dt = t[i] - meanT[group[i]];
        above += weight[i] * dt * (y[i] - meanY[group[i]]);
        sum += weight[i] * dt * dt;
      }
      double slope = above / sum;
      double square = 0;
      double weights = 0;
      for (int i = 0; i < n; i++) {
        residual[i] = y[i] - meanY[group[i]] - slope * (t[i] - meanT[group[i]]);
        square += weight[i] * residual[i] * residual[i];
        weights += weight[i];
      }
      line = new Line(slope, Math.sqrt(square / Math.max(1, weights - 3)), sum);
      double limit = HUBER * Math.max(1.4826 * median(residual), LEAST_SPREAD);
      for (int i = 0; i < n; i++) {
        weight[i] = Math.min(1, limit / Math.max(1e-9, Math.abs(residual[i])));
      }
    }
    return line;
  }

  double sigmas() {
    return Math.abs(perWeek) / error;
  }

  OptionalDouble percent() {
    return days < LEAST_DAYS
        ? OptionalDouble.empty()
        : OptionalDouble.of(100 * Math.expm1(perWeek));
  }

  /** Puts the mean of each of the two groups into {@code to}. */
  private static void means(double[] x, double[] weight, int[] group, double[] to) {
    double sum0 = 0;
    double sum1 = 0;
    double of0 = 0;
    double of1 = 0;
    for (int i = 0; i < x.length; i++) {
      if (group[i] == 0) {
        sum0 += weight[i] * x[i];
        of0 += weight[i];
      } else {
        sum1 += weight[i] * x[i];
        of1 += weight[i];
      }
    }
    to[0] = sum0 / Math.max(1e-9, of0);
    to[1] = sum1 / Math.max(1e-9, of1);
  }

  private static double median(double[] residual) {
    double[] sizes = new double[residual.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(residual[i]);
    }
    Arrays.sort(sizes);
    return sizes[sizes.length / 2];
  }
}
