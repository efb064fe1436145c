package dev.headroom.usage;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  static Growth of(
      List<LocalDate> days,
      Map<LocalDate, Long> calls,
      Collection<Map<LocalDate, Long>> resources) {
    if (days.size() < LEAST_DAYS) {
      return new Growth(days.size(), 0, Double.POSITIVE_INFINITY);
    }
    double[] mean = new double[days.size()];
    double weights = 0;
    int parts = 0;
    for (Map<LocalDate, Long> resource : resources) {
      if (days.stream().filter(resource::containsKey).count() >= PRESENT * days.size()) {
        double[] y = logarithms(days, resource);
        double spread = line(days, y).spread;
        double weight = 1 / (spread * spread + chance(days, resource) + LEAST_VARIANCE);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += weight * y[i];
        }
        weights += weight;
        parts++;
      }
    }
    double chance = 1 / weights;
    if (parts < 2) {
      mean = logarithms(days, calls);
      chance = chance(days, calls);
    } else {
      for (int i = 0; i < mean.length; i++) {
        mean[i] /= weights;
      }
    }
    Line line = line(days, mean);
    double spread = Math.max(line.spread, Math.max(LEAST_SPREAD, Math.sqrt(chance)));
    return new Growth(days.size(), line.slope, spread / Math.sqrt(line.times));
  }

  private static double[] logarithms(List<LocalDate> days, Map<LocalDate, Long> calls) {
    return days.stream().mapToDouble(d -> Math.log(calls.getOrDefault(d, 0L) + 0.5)).toArray();
  }

  /** Variance of the logarithm of a Poisson process with this mean. */
  private static double chance(List<LocalDate> days, Map<LocalDate, Long> calls) {
    double sum = days.stream().mapToLong(d -> calls.getOrDefault(d, 0L)).sum();
    return days.size() / Math.max(1, sum);
  }

  private static Line line(List<LocalDate> days, double[] y) {
    int n = y.length;
    double[] t = new double[n];
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      LocalDate day = days.get(i);
      t[i] = ChronoUnit.DAYS.between(days.getFirst(), day) / 7.0;
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      group[i] = weekend ? 1 : 0;
    }
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    Line line = new Line(0, 0, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] meanT = means(t, weight, group);
      double[] meanY = means(y, weight, group);
      double above = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double dt = t[i] - meanT[group[i]];
        above += weight[i] * dt * (y[i] - meanY[group[i]]);
        sum += weight[i] * dt * dt;
      }
      double slope = above / sum;
      double[] residual = new double[n];
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
