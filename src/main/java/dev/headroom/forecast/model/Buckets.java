package dev.headroom.forecast.model;

/** The time grid for everything that is kept: buckets of 15 minutes since 1970, UTC. */
final class Buckets {
  /** Seconds per bucket. */
  static final int SECONDS = 900;

  /** Buckets per day. */
  static final int DAY = 96;

  /** Seconds per day. */
  static final int DAY_SECONDS = 86_400;

  private Buckets() {}

  /** Returns the bucket for the interval ending at {@code t}. */
  static int of(long t) {
    return (int) Math.floorDiv(t - 1, (long) SECONDS);
  }

  /** Returns the weekday; Monday is 0. */
  static int weekday(int bucket) {
    return Math.floorMod(Math.floorDiv(bucket, DAY) + 3, 7);
  }

  static int ofDay(int bucket) {
    return Math.floorMod(bucket, DAY);
  }
}
