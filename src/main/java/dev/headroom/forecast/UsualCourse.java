package dev.headroom.forecast;

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
    if (!s.started || s.kind() == Kind.STOCK || s.usual.days() < DAYS) {
      return course;
    }
    for (int b = Buckets.of(from.getEpochSecond()); end(b) <= to.getEpochSecond(); b++) {
      double used = held(b);
      if (used >= 0) {
        course.add(new UsualUse(Instant.ofEpochSecond(end(b)), used));
      }
    }
    return course;
  }

  private static long end(int b) {
    return (b + 1L) * Buckets.SECONDS;
  }

  /** What the window holds when bucket {@code b} is over; NaN where that is not known. */
  private double held(int b) {
    double sum = 0;
    for (int k = 0; k < length(b); k++) {
      sum += s.usual.knows(b - k) ? Math.max(0, s.usual.expect(b - k)) : Double.NaN;
    }
    return sum;
  }

  /** How many buckets the window has when {@code b} is over. */
  private int length(int b) {
    return switch (s.kind()) {
      case ROLLING -> Buckets.DAY;
      case FIXED_DAY ->
          (int) Math.floorMod(end(b) - s.finder.resetAt, (long) Buckets.DAY_SECONDS)
              / Buckets.SECONDS;
      case HOUR -> s.finder.fixedHour ? Math.floorMod(b + 1, 4) : s.finder.slots / 3;
      case GAUGE -> 1;
      case STOCK -> 0;
    };
  }
}
