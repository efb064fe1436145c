package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The highest level held by use, after a reading.
 *
 * <p>A level is held from the reading that has reached it for long enough, until one is below its
 * threshold minus {@code recoverBelow}. Without a minimum duration, long enough means at once; with
 * one, every reading for at least that long must have reached the level, and at least two of them.
 * A slot without a reading says neither that the level was reached nor that it was left.
 *
 * <p>A gauge counts what exists now: it is full at one reading and empty at the next.
 *
 * <ul>
 *   <li>A minimum of up to {@link Yardstick#GAUGE_MINIMUM} is met by the second reading in a row
 *       that reaches the level.
 *   <li>With a max under {@link #FEW_PLACES} one place is more than {@code recoverBelow}: a level
 *       is left as soon as it is no longer reached.
 *   <li>A level that is left is held for another {@link #HELD_BACK}. A reading in that time that
 *       has not left it starts the time over.
 * </ul>
 *
 * @param severity null if no level holds
 * @param pending what has begun but not opened yet
 */
record ReachedLevel(@Nullable Severity severity, Pending pending) {
  /** Below this max a gauge's levels are counted in places. */
  static final long FEW_PLACES = 20;

  /** How long a gauge holds a level that it has left. */
  static final Duration HELD_BACK = Duration.ofHours(1);

  /**
   * Judges a reading.
   *
   * @param held the level that was held before; null if none was
   * @param before what was pending before
   * @param percent what is used
   */
  static ReachedLevel of(
      @Nullable Severity held,
      Pending before,
      Evidence.Use evidence,
      double percent,
      Yardstick yardstick) {
    Instant slot = evidence.slot();
    Map<Severity, Instant> reachedSince = new EnumMap<>(Severity.class);
    Map<Severity, Instant> leftSince = new EnumMap<>(Severity.class);
    Severity highest = null;
    for (Severity severity : Severity.WORST_FIRST) {
      boolean holds;
      if (held != null && severity.compareTo(held) <= 0) {
        holds = !isLeft(severity, evidence.reading(), percent, yardstick);
        if (!holds && yardstick.gauge()) {
          Instant since = since(before.left(), severity, slot);
          holds = slot.isBefore(since.plus(HELD_BACK));
          leftSince.put(severity, since);
        }
      } else if (reaches(evidence.reading(), percent, yardstick.levels().threshold(severity))) {
        Instant since = since(before.reached(), severity, slot);
        holds = isLongEnough(since, slot, yardstick);
        reachedSince.put(severity, since);
      } else {
        holds = false;
      }
      if (holds && highest == null) {
        highest = severity;
      }
    }
    Severity found = highest;
    // Holding a level means holding those below it: these no longer open, those above do not close.
    reachedSince.keySet().removeIf(s -> found != null && s.compareTo(found) <= 0);
    leftSince.keySet().removeIf(s -> found == null || s.compareTo(found) > 0);
    return new ReachedLevel(
        found,
        reachedSince.isEmpty() && leftSince.isEmpty()
            ? Pending.NOTHING
            : new Pending(reachedSince, leftSince));
  }

  private static boolean isLongEnough(Instant since, Instant slot, Yardstick yardstick) {
    Duration minimum = yardstick.minimum();
    if (minimum.isZero()) {
      return true;
    }
    if (yardstick.gauge() && minimum.compareTo(Yardstick.GAUGE_MINIMUM) <= 0) {
      return since.isBefore(slot);
    }
    return !slot.isBefore(since.plus(minimum));
  }

  /** Since when it has been so; a slot ahead of this one was put back, and means nothing. */
  private static Instant since(Map<Severity, Instant> begun, Severity severity, Instant slot) {
    Instant since = begun.get(severity);
    return since == null || since.isAfter(slot) ? slot : since;
  }

  private static boolean isLeft(
      Severity severity, @Nullable Reading reading, double percent, Yardstick yardstick) {
    Levels levels = yardstick.levels();
    double recoverBelow = countsPlaces(yardstick, reading) ? 0 : levels.recoverBelow();
    double threshold = levels.threshold(severity);
    // Reached counts as not left, whatever rounding does to the difference.
    return !reaches(reading, percent, threshold)
        && !reaches(reading, percent, threshold - recoverBelow);
  }

  static boolean countsPlaces(Yardstick yardstick, @Nullable Reading reading) {
    return yardstick.gauge() && reading != null && reading.max() < FEW_PLACES;
  }

  private static boolean reaches(@Nullable Reading reading, double percent, double threshold) {
    return percent >= threshold
        || (reading != null && Levels.reaches(reading.used(), reading.max(), threshold));
  }
}
