package dev.headroom.forecast.model;

/**
 * The levels of the last nine days, by bucket: the level of a bucket is the last reading in it, or,
 * if there was none, interpolated between its neighbours.
 */
final class LevelHistory {
  /** A week, the day before it whose mean is needed, and a day ahead for comparison. */
  static final int SIZE = 9 * Buckets.DAY;

  private final float[] level = new float[SIZE];

  /** The newest bucket, and how many up to it are known. */
  private int last;

  private int known;

  boolean isEmpty() {
    return known == 0;
  }

  int newest() {
    return last;
  }

  /** Returns how many buckets up to the newest are known. */
  int known() {
    return known;
  }

  boolean has(int bucket) {
    return bucket <= last && bucket > last - known;
  }

  /** Returns the level at the end of a bucket for which {@link #has} is true. */
  double at(int bucket) {
    return level[Math.floorMod(bucket, SIZE)];
  }

  void forget() {
    known = 0;
  }

  /** Adds a reading, in the newest bucket or a later one. */
  void put(int bucket, double u) {
    if (known > 0 && bucket > last) {
      double from = at(last);
      int n = bucket - last;
      for (int k = Math.max(1, n - SIZE + 1); k < n; k++) {
        level[Math.floorMod(last + k, SIZE)] = (float) (from + (u - from) * k / n);
      }
      known = Math.min(SIZE, known + n);
    } else {
      known = Math.max(1, known);
    }
    last = bucket;
    level[Math.floorMod(bucket, SIZE)] = (float) u;
  }

  /** Lowers the past by the same amount when room was made or a count started over. */
  void lower(double by) {
    for (int k = 0; k < SIZE; k++) {
      level[k] -= (float) by;
    }
  }

  /** Returns the daily growth of the 24-hour mean, over a week or the whole days that are known. */
  double slope() {
    int days = Math.min(7, known / Buckets.DAY - 1);
    return days < 2 ? 0 : (dayMean(last) - dayMean(last - days * Buckets.DAY)) / days;
  }

  /** Returns the mean of the 24 hours that end with a bucket; NaN if they are not all known. */
  double dayMean(int bucket) {
    if (!has(bucket) || !has(bucket - Buckets.DAY + 1)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int k = 0; k < Buckets.DAY; k++) {
      sum += at(bucket - k);
    }
    return sum / Buckets.DAY;
  }

  void state(StateCodec c, double scale) {
    last = StateReader.inRange(c.count(last), Integer.MAX_VALUE - SIZE);
    known = StateReader.inRange(c.count(known), SIZE);
    double[] a = new double[known];
    for (int k = 0; k < known; k++) {
      a[k] = at(last - known + 1 + k);
    }
    c.levels(a, scale);
    for (int k = 0; c.reads() && k < known; k++) {
      level[Math.floorMod(last - known + 1 + k, SIZE)] = (float) a[k];
    }
  }
}
