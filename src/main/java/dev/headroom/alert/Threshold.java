package dev.headroom.alert;

import org.jspecify.annotations.Nullable;

/**
 * Where a level begins. If it names several forms, use reaches the level with the first of them
 * that it reaches.
 *
 * @param percent of max, 1 to 100; null if only amounts count
 * @param used at least so many are used; 1 or more; null if it does not count
 * @param remaining at most so many remain; 1 or more; null if it does not count
 */
public record Threshold(@Nullable Double percent, @Nullable Long used, @Nullable Long remaining) {
  public Threshold {
    if ((percent == null && used == null && remaining == null)
        || (percent != null && !(percent >= 1 && percent <= 100))
        || (used != null && used < 1)
        || (remaining != null && remaining < 1)) {
      throw new IllegalArgumentException(
          "percent %s, used %s, remaining %s do not make a threshold"
              .formatted(percent, used, remaining));
    }
  }

  /** Creates a threshold of a percentage alone. */
  public static Threshold of(double percent) {
    return new Threshold(percent, null, null);
  }

  /** Returns whether it is a percentage and nothing else. */
  public boolean isPlain() {
    return used == null && remaining == null;
  }

  /**
   * Returns the threshold as a percentage of {@code max}. An amount that {@code max} leaves no room
   * for (used above max, or remaining not below max) says nothing about that max.
   *
   * @param max more than 0, not without a cap
   * @param otherwise applies if nothing in it says anything about {@code max}
   */
  double percentOf(long max, double otherwise) {
    double lowest = percent == null ? Double.MAX_VALUE : percent;
    if (used != null && used <= max) {
      lowest = Math.min(lowest, used * 100.0 / max);
    }
    if (remaining != null && remaining < max) {
      lowest = Math.min(lowest, (max - remaining) * 100.0 / max);
    }
    return lowest == Double.MAX_VALUE ? otherwise : lowest;
  }
}
