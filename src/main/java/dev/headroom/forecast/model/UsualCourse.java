package dev.headroom.forecast.model;

import dev.headroom.forecast.UsualUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a counter usually shows: what usually comes, summed over the limit's window. Today's level
 * and surges are not in it; growth is.
 */
final class UsualCourse {
  /** One day is no usual one. */
  private static final int DAYS = 2;

  private final Tracker s;

  UsualCourse(Tracker s) {
    this.s = s;
  }

  /**
   * The course from {@code from} to {@code to}, both inclusive, every quarter of an hour; times of
   * which nothing is known are left out. A stock has none: it only grows.
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

  /** What usually comes, summed up from a bucket on: that of any window is a difference. */
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

    /** Of the last {@code length} buckets up to {@code b}; NaN where one of them is not known. */
    double of(int b, int length) {
      int end = b - first + 1;
      return unknown[end] > unknown[end - length] ? Double.NaN : came[end] - came[end - length];
    }
  }

  /** How many buckets the window has when {@code b} is over. */
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
