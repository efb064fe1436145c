package dev.headroom.forecast.model;

import dev.headroom.forecast.UsualUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a counter usually shows: the usual arrivals, summed over the limit's window. It includes
 * growth, but not today's level or surges.
 */
final class UsualCourse {
  /** One day does not make a usual day. */
  private static final int DAYS = 2;

  private final Tracker s;

  UsualCourse(Tracker s) {
    this.s = s;
  }

  /**
   * Returns the course from {@code from} to {@code to}, both inclusive, every quarter of an hour;
   * times about which nothing is known are left out. A stock has none: it only grows.
   */
  List<UsualUse> between(Instant from, Instant to) {
    List<UsualUse> course = new ArrayList<>();
    boolean known = s.started() && s.kind() != Kind.STOCK && s.usual().days() >= DAYS;
    if (!known || to.isBefore(from)) {
      return course;
    }
    int first = Buckets.of(from.getEpochSecond());
    Sums sums = new Sums(first - Buckets.DAY, Buckets.of(to.getEpochSecond()) + 1);
    for (int b = first; end(b) <= to.getEpochSecond(); b++) {
      double used = sums.of(b, length(b));
      if (used >= 0) {
        course.add(new UsualUse(Instant.ofEpochSecond(end(b)), used));
      }
    }
    return course;
  }

  private static long end(int b) {
    return (b + 1L) * Buckets.SECONDS;
  }

  /** Running sums of the usual arrivals: the sum over any window is a difference. */
  private final class Sums {
    private final int first;
    private final double[] came;
    private final int[] unknown;

    Sums(int first, int end) {
      this.first = first;
      this.came = new double[end - first + 1];
      this.unknown = new int[end - first + 1];
      for (int b = first; b < end; b++) {
        boolean known = s.usual().knows(b);
        came[b - first + 1] = came[b - first] + (known ? Math.max(0, s.usual().usual(b)) : 0);
        unknown[b - first + 1] = unknown[b - first] + (known ? 0 : 1);
      }
    }

    /**
     * Returns the sum of the last {@code length} buckets up to {@code b}; NaN if one of them is
     * unknown.
     */
    double of(int b, int length) {
      int end = b - first + 1;
      return unknown[end] > unknown[end - length] ? Double.NaN : came[end] - came[end - length];
    }
  }

  /** How many buckets the window has at the end of {@code b}. */
  private int length(int b) {
    return switch (s.kind()) {
      case ROLLING -> Buckets.DAY;
      case FIXED_DAY ->
          (int) Math.floorMod(end(b) - s.finder().resetAt, (long) Buckets.DAY_SECONDS)
              / Buckets.SECONDS;
      case HOUR -> s.finder().fixedHour ? Math.floorMod(b + 1, 4) : s.finder().slots / 3;
      case GAUGE -> 1;
      case STOCK -> 0;
    };
  }
}
