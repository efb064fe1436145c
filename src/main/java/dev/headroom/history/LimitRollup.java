package dev.headroom.history;

import dev.headroom.limits.Reading;

/**
 * What the readings of one limit in an hour or a day come to. There is none where no reading of
 * that time had the limit: then nothing is known, which is not zero.
 *
 * @param last the newest reading of that time, with its allocation
 * @param min the lowest used that was read; negative if more than everything remained
 * @param max the highest used that was read
 * @param arrivals the sum of the increases of used from one reading to the next, each in the hour
 *     of the later one. A fall, as when a window resets or calls leave a rolling window, adds
 *     nothing and takes nothing away, so this is the least that was added. Across more than {@link
 *     Rollups#MAX_STEP} without a reading nothing is counted: it is unknown when it was added. At
 *     most {@link Reading#LARGEST}
 * @param readings how many readings had the limit, 1 or more
 */
public record LimitRollup(Reading last, long min, long max, long arrivals, int readings) {
  public LimitRollup {
    if (min > last.used()
        || max < last.used()
        || arrivals < 0
        || arrivals > Reading.LARGEST
        || readings < 1) {
      throw new IllegalArgumentException(
          "a rollup of %d readings from %d to %d, last %d, %d arrivals"
              .formatted(readings, min, max, last.used(), arrivals));
    }
  }

  /** Returns this and a later one as one. */
  LimitRollup and(LimitRollup later) {
    return new LimitRollup(
        later.last,
        Math.min(min, later.min),
        Math.max(max, later.max),
        Math.min(Reading.LARGEST, arrivals + later.arrivals),
        readings + later.readings);
  }
}
