package dev.headroom.local.simulator;

import java.util.stream.IntStream;

/** The shapes from which orgs' traffic is composed. */
final class Shapes {

  static final int HOUR = 60;
  static final int DAY = 24 * HOUR;

  private static final double WEEKEND = 0.12;
  private static final double WEIGHT_OF_A_DAY =
      IntStream.range(0, DAY).mapToDouble(m -> weightAt(m / (double) HOUR)).sum();

  private Shapes() {}

  /** The same day and night, with a little noise. */
  static Rate steady(double perDay, long seed) {
    return minute -> perDay / DAY * (0.7 + 0.6 * Noise.wander(seed, minute, 45));
  }

  /**
   * People at work: from 8 to 18 o'clock with a lunch break, no two days alike, hardly anything at
   * weekends.
   *
   * @param perDay arrivals on a usual working day
   * @param utcOffset hours that the people's clocks are ahead of GMT
   */
  static Rate officeHours(double perDay, int utcOffset, long seed) {
    return minute -> {
      long local = minute + (long) utcOffset * HOUR;
      double day = Noise.between(seed, Math.floorDiv(local, DAY), 0.88, 1.12);
      double unrest = 0.75 + 0.5 * Noise.wander(seed + 1, minute, 20);
      return perDay / WEIGHT_OF_A_DAY * atWork(minute, utcOffset) * day * unrest;
    };
  }

  /** Returns how much of the staff is at work: 0 to 1. */
  static double atWork(long minute, int utcOffset) {
    long local = minute + (long) utcOffset * HOUR;
    // 1970-01-01 was a Thursday.
    long weekday = Math.floorMod(Math.floorDiv(local, DAY) + 3, 7);
    double weight = weightAt(Math.floorMod(local, DAY) / (double) HOUR);
    return weekday >= 5 ? weight * WEEKEND : weight;
  }

  /** A batch job every night, never at exactly the same time or of the same size. */
  static Rate nightly(double perNight, double startHour, int minutes, long seed) {
    return minute -> {
      long day = Math.floorDiv(minute, DAY);
      double start = startHour * HOUR + Noise.between(seed, day, 0, 2.5 * HOUR);
      double into = Math.floorMod(minute, DAY) - start;
      return into < 0 || into >= minutes
          ? 0
          : perNight / minutes * Noise.between(seed + 1, day, 0.85, 1.1);
    };
  }

  /**
   * Something that lasts for a while and recurs.
   *
   * @param first a minute in which it begins; it also begins every {@code period} before and after
   * @param length how many minutes it lasts
   * @param period minutes from one beginning to the next
   */
  static Rate recurring(double perMinute, long first, int length, int period, long seed) {
    return minute ->
        Math.floorMod(minute - first, period) < length
            ? perMinute * (0.9 + 0.2 * Noise.wander(seed, minute, 15))
            : 0;
  }

  private static double weightAt(double hour) {
    double lunch = 1 - 0.35 * Math.exp(-Math.pow((hour - 12.5) / 0.6, 2));
    return sigmoid(2 * (hour - 8)) * sigmoid(2 * (18 - hour)) * lunch;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
