package dev.headroom.forecast;

import java.util.Arrays;

/**
 * How far each of the three profiles of {@link UsualWeek} is to be trusted: the inverse cube of its
 * recent hourly errors on busy days.
 */
final class Blend {
  /** Share of a new hour in the mean errors. */
  private static final double LEARN = 0.04;

  private final double[] error = {1, 1, 1};

  /** The hour so far: what came, and what the three profiles said. */
  private final double[] hour = new double[4];

  double trust(int profile) {
    double e = error[profile];
    return 1 / (e * e * e);
  }

  /** What came in a bucket, and what the profiles said of it. */
  void add(double came, double weekday, double slow, double fast) {
    hour[0] += came;
    hour[1] += weekday;
    hour[2] += slow;
    hour[3] += fast;
  }

  /**
   * An hour is over.
   *
   * @param counts whether it was one that all three know
   */
  void endHour(boolean counts, double m) {
    for (int i = 0; counts && i < error.length; i++) {
      error[i] += LEARN * (Math.abs(hour[0] - hour[i + 1]) + 0.001 * m - error[i]);
    }
    forgetHour();
  }

  void forgetHour() {
    Arrays.fill(hour, 0);
  }

  void hourState(StateCodec c) {
    for (int i = 0; i < hour.length; i++) {
      hour[i] = c.number(hour[i]);
    }
  }

  void errorState(StateCodec c) {
    for (int i = 0; i < error.length; i++) {
      error[i] = c.number(error[i]);
    }
  }
}
