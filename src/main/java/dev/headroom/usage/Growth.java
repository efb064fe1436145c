package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Growth of the logarithm of calls per week, with weekends apart: a least-squares line whose far
 * days weigh less (Huber's weights), so that one wild day makes no trend.
 *
 * @param days how many days it rests on
 * @param perWeek slope of the logarithm over seven days
 * @param error its standard error
 */
record Growth(int days, double perWeek, double error) {
  private static final int LEAST_DAYS = 8;
  private static final double HUBER = 1.5;
  private static final int ROUNDS = 10;

  /** No program is steadier than this from day to day. */
  private static final double LEAST_SPREAD = 0.05;

  static Growth of(List<LocalDate> days, Map<LocalDate, Long> calls) {
    int n = days.size();
    if (n < LEAST_DAYS) {
      return new Growth(n, 0, Double.POSITIVE_INFINITY);
    }
    double[] t = new double[n];
    double[] y = new double[n];
    int[] group = new int[n];
    double poisson = 0;
    for (int i = 0; i < n; i++) {
      LocalDate day = days.get(i);
      long count = calls.getOrDefault(day, 0L);
      t[i] = ChronoUnit.DAYS.between(days.getFirst(), day) / 7.0;
      y[i] = Math.log(Math.max(0.5, (double) count));
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      group[i] = weekend ? 1 : 0;
      poisson += 1.0 / Math.max(1.0, (double) count) / n;
    }
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    double slope = 0;
    double spread = 0;
    double sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] meanT = means(t, weight, group);
      double[] meanY = means(y, weight, group);
      double above = 0;
      sum = 0;
      for (int i = 0; i < n; i++) {
        double dt = t[i] - meanT[group[i]];
        above += weight[i] * dt * (y[i] - meanY[group[i]]);
        sum += weight[i] * dt * dt;
      }
      slope = above / sum;
      double[] residual = new double[n];
      double square = 0;
      double weights = 0;
      for (int i = 0; i < n; i++) {
        residual[i] = y[i] - meanY[group[i]] - slope * (t[i] - meanT[group[i]]);
        square += weight[i] * residual[i] * residual[i];
        weights += weight[i];
      }
      spread = Math.sqrt(square / Math.max(1, weights - 3));
      double usual = 1.4826 * median(residual);
      double limit = HUBER * Math.max(usual, LEAST_SPREAD);
      for (int i = 0; i < n; i++) {
        weight[i] = Math.min(1, limit / Math.max(1e-9, Math.abs(residual[i])));
      }
    }
    double least = Math.max(LEAST_SPREAD, Math.sqrt(poisson));
    return new Growth(n, slope, Math.max(spread, least) / Math.sqrt(sum));
  }

  double sigmas() {
    return Math.abs(perWeek) / error;
  }

  OptionalDouble percent() {
    return days < LEAST_DAYS
        ? OptionalDouble.empty()
        : OptionalDouble.of(100 * Math.expm1(perWeek));
  }

  private static double[] means(double[] x, double[] weight, int[] group) {
    double[] sum = new double[2];
    double[] of = new double[2];
    for (int i = 0; i < x.length; i++) {
      sum[group[i]] += weight[i] * x[i];
      of[group[i]] += weight[i];
    }
    return new double[] {sum[0] / Math.max(1e-9, of[0]), sum[1] / Math.max(1e-9, of[1])};
  }

  private static double median(double[] residual) {
    double[] sizes = Arrays.stream(residual).map(Math::abs).sorted().toArray();
    return sizes[sizes.length / 2];
  }
}
