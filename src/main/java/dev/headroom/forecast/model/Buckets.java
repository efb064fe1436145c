package dev.headroom.forecast.model;

/** The grid of time that everything is kept in: buckets of 15 minutes since 1970, UTC. */
final class Buckets {
  /** Seconds a bucket. */
  static final int SECONDS = 900;

  /** Buckets a day. */
  static final int DAY = 96;

  /** Seconds a day. */
  static final int DAY_SECONDS = 86_400;

  private Buckets() {}

  /** The bucket that holds what came in the interval ending at {@code t}. */
  static int of(long t) {
    return (int) Math.floorDiv(t - 1, (long) SECONDS);
  }

  /** Monday is 0. */
  static int weekday(int bucket) {
    return Math.floorMod(Math.floorDiv(bucket, DAY) + 3, 7);
  }

  static int ofDay(int bucket) {
    return Math.floorMod(bucket, DAY);
  }
}
