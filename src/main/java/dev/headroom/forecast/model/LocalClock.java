package dev.headroom.forecast.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock that usual work follows. Everything is kept in buckets of GMT. What is usual at a
 * time of day or week is looked up in the bucket whose GMT time equals the local time.
 *
 * <p>When clocks go forward some local buckets never come; when they go back some come twice.
 */
final class LocalClock {
  /** How many buckets ago a day may have begun that was under way when the clocks went back. */
  private static final int PUT_BACK_AT_MOST = 8;

  /** The buckets between two clock changes. */
  private record Span(int from, int to, int offset) {
    boolean holds(int bucket) {
      return bucket >= from && bucket < to;
    }
  }

  private static final Span GMT = new Span(Integer.MIN_VALUE, Integer.MAX_VALUE, 0);

  private ZoneId zone;

  /** The last two spans that were used: around a change they alternate. */
  private Span now = GMT;

  private Span other = GMT;

  LocalClock(ZoneId zone) {
    this.zone = ZoneOffset.UTC;
    turnTo(zone, 0);
  }

  ZoneId zone() {
    return zone;
  }

  /**
   * Switches to another zone.
   *
   * @return how many buckets later local time is than before, at {@code bucket}
   */
  int turnTo(ZoneId next, int bucket) {
    int before = offset(bucket);
    zone = next;
    now = span(bucket);
    other = now;
    return now.offset - before;
  }

  /** Returns the bucket of local time. */
  int of(int bucket) {
    return bucket + offset(bucket);
  }

  /** Returns the bucket a day before at which local time was the same. */
  int dayBefore(int bucket) {
    int then = bucket - Buckets.DAY;
    return then + offset(bucket) - offset(then);
  }

  /** Returns local time as seconds since 1970, as if it were GMT. */
  long seconds(long t) {
    return t + (long) offset((int) Math.floorDiv(t, (long) Buckets.SECONDS)) * Buckets.SECONDS;
  }

  /** Returns the last day, as {@code turn} divides days, that had begun when a bucket was over. */
  int day(int bucket, DayTurn turn) {
    int day = turn.day(of(bucket));
    boolean changed = now.from > bucket - PUT_BACK_AT_MOST;
    for (int k = 1; changed && k <= PUT_BACK_AT_MOST; k++) {
      day = Math.max(day, turn.day(of(bucket - k)));
    }
    return day;
  }

  /**
   * Returns the seconds by which the clocks went forward in the 24 hours plus the shift before
   * {@code t}.
   */
  long putForward(long t) {
    int b = (int) Math.floorDiv(t, (long) Buckets.SECONDS);
    int later = offset(b) - offset(b - Buckets.DAY - 4);
    return Math.max(0, later) * (long) Buckets.SECONDS;
  }

  private int offset(int bucket) {
    if (now.holds(bucket)) {
      return now.offset;
    }
    Span found = other.holds(bucket) ? other : span(bucket);
    other = now;
    now = found;
    return found.offset;
  }

  private Span span(int bucket) {
    ZoneRules rules = zone.getRules();
    Instant at = Instant.ofEpochSecond((long) bucket * Buckets.SECONDS);
    int offset = Math.floorDiv(rules.getOffset(at).getTotalSeconds(), Buckets.SECONDS);
    if (rules.isFixedOffset()) {
      return new Span(Integer.MIN_VALUE, Integer.MAX_VALUE, offset);
    }
    return new Span(
        bucketOf(rules.previousTransition(at.plusSeconds(1)), Integer.MIN_VALUE),
        bucketOf(rules.nextTransition(at), Integer.MAX_VALUE),
        offset);
  }

  /** The first bucket after a change. */
  private static int bucketOf(@Nullable ZoneOffsetTransition change, int without) {
    return change == null
        ? without
        : (int) Math.ceilDiv(change.getInstant().getEpochSecond(), (long) Buckets.SECONDS);
  }
}
