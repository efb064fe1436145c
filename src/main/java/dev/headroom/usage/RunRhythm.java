package dev.headroom.usage;

import java.util.Arrays;

/**
 * Distinguishes a loop from arrivals by the gaps between calls. In a loop each call waits for the
 * answer to the previous one, so hardly any gap is much shorter than the usual one. Random arrivals
 * have many such gaps: 13 % are below a fifth of the median if it is a Poisson process.
 */
final class RunRhythm {
  private static final int MAX_GAPS = 4096;
  private static final double SHORT = 0.2;
  private static final double MAX_SHORT = 0.05;
  private static final double MAX_OF_SOME = 0.085;
  private static final double OF_ARRIVALS = 0.13;
  private static final int BLOCK = 10;

  /** A gap counts as at most this many medians: pauses are not part of the pace. */
  private static final double CLIP = 5;

  /** Variance of the pace relative to that of arrivals. */
  private static final double MAX_UNEVEN = 0.6;

  private float[] gaps = new float[64];
  private int size;
  private int seen;

  void clear() {
    size = 0;
    seen = 0;
  }

  /** Adds a gap in milliseconds. Of very many, only a regular sample is kept. */
  void add(long gap) {
    int place = seen++ & (MAX_GAPS - 1);
    if (place >= gaps.length) {
      gaps = Arrays.copyOf(gaps, gaps.length * 2);
    }
    gaps[place] = gap;
    size = Math.min(seen, MAX_GAPS);
  }

  int size() {
    return size;
  }

  double median() {
    float[] sorted = Arrays.copyOf(gaps, size);
    Arrays.sort(sorted);
    return size == 0 ? 0 : sorted[size / 2];
  }

  /**
   * Returns whether each call seems to wait for the previous one, or those of two or three loops
   * do.
   */
  boolean serial() {
    double median = median();
    double limit = SHORT * median;
    int shorter = 0;
    for (int i = 0; i < size; i++) {
      if (gaps[i] < limit) {
        shorter++;
      }
    }
    double share = (double) shorter / Math.max(1, size);
    return share <= MAX_SHORT || (share <= mostOfSome() && pace(CLIP * median) <= MAX_UNEVEN);
  }

  /** Parallel loops have some short gaps; with many gaps it is clear that arrivals have more. */
  private double mostOfSome() {
    double error = Math.sqrt(OF_ARRIVALS * (1 - OF_ARRIVALS) / Math.max(1, size));
    return Math.min(MAX_OF_SOME, OF_ARRIVALS - 3 * error);
  }

  /**
   * Loops keep their pace: ten gaps take about as long as the next ten. For arrivals the difference
   * has the variance of 20 gaps, which is 1 here.
   */
  private double pace(double clip) {
    int blocks = size / BLOCK;
    double sum = 0;
    double before = 0;
    for (int b = 0; b < blocks; b++) {
      double block = 0;
      for (int i = b * BLOCK; i < (b + 1) * BLOCK; i++) {
        block += Math.min(clip, gaps[i]);
      }
      if (b > 0) {
        double mean = (block + before) / 2 / BLOCK;
        sum += (block - before) * (block - before) / 2 / (BLOCK * mean * mean);
      }
      before = block;
    }
    return sum / Math.max(1, blocks - 1);
  }
}
