package dev.headroom.forecast.model;

/**
 * The levels of the last nine days, by bucket: the level of a bucket is the last reading in it, or,
 * where none was, on the line between its neighbours.
 */
final class LevelHistory {
  /** A week, the day before it whose mean is taken, and a day ahead that is compared. */
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

  /** How many buckets up to the newest are known. */
  int known() {
    return known;
  }

  boolean has(int bucket) {
    return bucket <= last && bucket > last - known;
  }

  /** The level at the end of a bucket that {@link #has} is true of. */
  double at(int bucket) {
    return level[Math.floorMod(bucket, SIZE)];
  }

  void forget() {
    known = 0;
  }

  /** Takes a reading in: of the newest bucket, or of a later one. */
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

  /** Room was made, or a count began again: the past is taken to have been lower by as much. */
  void lower(double by) {
    for (int k = 0; k < SIZE; k++) {
      level[k] -= (float) by;
    }
  }

  /** Growth a day of the mean of 24 hours, over a week or the whole days that are known. */
  double slope() {
    int days = Math.min(7, known / Buckets.DAY - 1);
    return days < 2 ? 0 : (dayMean(last) - dayMean(last - days * Buckets.DAY)) / days;
  }

  /** Mean of the 24 hours that end with a bucket; NaN where they are not all known. */
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
