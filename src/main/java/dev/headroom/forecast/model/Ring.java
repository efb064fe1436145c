package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * What came in each of the last 112 buckets: the 24 h of a rolling window, 25 h for one that
 * forgets whole hours.
 */
final class Ring {
  /** Number of buckets held. */
  static final int SIZE = 112;

  private final double[] came = new double[SIZE];

  double get(int bucket) {
    return came[Math.floorMod(bucket, SIZE)];
  }

  void set(int bucket, double arrivals) {
    came[Math.floorMod(bucket, SIZE)] = arrivals;
  }

  void fill(double arrivals) {
    Arrays.fill(came, arrivals);
  }

  /**
   * Distributes {@code used}, the content of the window that ends with {@code last}, as on a usual
   * day.
   */
  void layOut(int last, double used, UsualWeek usual, double floor) {
    double sum = 0;
    for (int k = 0; k < Buckets.DAY; k++) {
      sum += usual.usual(last - k) + floor;
    }
    for (int k = 0; k < Buckets.DAY; k++) {
      int b = last - k;
      set(b, (usual.usual(b) + floor) * used / sum);
    }
  }

  /** Adjusts the window by {@code a}, with the share {@code open} of its last bucket still open. */
  void shrink(int last, double open, double a) {
    double keep = open;
    for (int k = 1; k < Buckets.DAY; k++) {
      keep += get(last - k);
    }
    double f = keep > 0 ? Math.max(0, keep + a) / keep : 1;
    for (int k = 1; k < Buckets.DAY; k++) {
      set(last - k, get(last - k) * f);
    }
  }

  void state(StateCodec c, double scale) {
    c.amounts(came, scale);
  }
}
