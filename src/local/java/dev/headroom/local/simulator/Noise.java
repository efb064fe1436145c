package dev.headroom.local.simulator;

/** Repeatable randomness: the same seed and index give the same figure, in any order of calls. */
final class Noise {

  private Noise() {}

  /** Returns a figure in [0, 1). */
  static double uniform(long seed, long index) {
    long z = seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + 0x8BB84B93962EACC9L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** Returns a figure in [low, high). */
  static double between(long seed, long index, double low, double high) {
    return low + (high - low) * uniform(seed, index);
  }

  /**
   * Returns a figure in [0, 1) that drifts from one random value to the next in {@code period}
   * minutes.
   */
  static double wander(long seed, long minute, int period) {
    long cell = Math.floorDiv(minute, period);
    double within = Math.floorMod(minute, period) / (double) period;
    double eased = within * within * (3 - 2 * within);
    return uniform(seed, cell) * (1 - eased) + uniform(seed, cell + 1) * eased;
  }
}
