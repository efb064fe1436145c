package dev.headroom.forecast.model;

import java.util.Arrays;

/**
 * What came in each of the last 112 buckets: the 24 h of a rolling window, 25 h for one that
 * forgets whole hours.
 */
final class Ring {
  /** How many it holds. */
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

  void state(StateCodec c, double scale) {
    c.amounts(came, scale);
  }
}
