package dev.headroom.alert;

import dev.headroom.limits.Reading;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether use has jumped with a reading; see {@link Jump}.
 *
 * <p>The rise is counted in what is used, so a change of max is none. It must go above everything
 * read in the time before: neither a window that begins anew nor a count that falls and comes back
 * is a jump. Without a reading in that time it is unknown how fast use rose, and there is none.
 *
 * @param rise what it rose by; null if it has not jumped
 * @param recent what the next reading is compared with: used by the last slot that showed it
 */
record JumpJudge(Evidence.@Nullable Rise rise, SortedMap<Instant, Long> recent) {
  /** More readings are not kept; those of an hour are 13. */
  static final int MAX_RECENT = 16;

  /** More than any limit counts; a larger number takes more than eight digits in the state. */
  static final long MAX_USED = 2_000_000_000_000L;

  private static final JumpJudge NOTHING = new JumpJudge(null, new TreeMap<>());

  /**
   * Judges a reading.
   *
   * @param jump null if nothing counts as one
   * @param before what was kept so far
   */
  static JumpJudge of(@Nullable Jump jump, SortedMap<Instant, Long> before, Evidence.Use evidence) {
    if (jump == null) {
      return NOTHING;
    }
    Reading reading = evidence.reading();
    Instant slot = evidence.slot();
    // A slot ahead of this one was put back, and means nothing.
    SortedMap<Instant, Long> recent = new TreeMap<>(before.subMap(slot.minus(jump.within()), slot));
    if (reading == null
        || evidence.usedPercent() == null
        || reading.used() < 0
        || reading.used() > MAX_USED) {
      return new JumpJudge(null, recent);
    }
    Evidence.Rise rise = rise(jump, recent, slot, reading);
    if (!recent.isEmpty() && recent.getOrDefault(recent.lastKey(), -1L) == reading.used()) {
      recent.remove(recent.lastKey());
    }
    recent.put(slot, reading.used());
    while (recent.size() > MAX_RECENT) {
      recent.remove(recent.firstKey());
    }
    return new JumpJudge(rise, recent);
  }

  private static Evidence.@Nullable Rise rise(
      Jump jump, SortedMap<Instant, Long> recent, Instant slot, Reading reading) {
    long lowest = Long.MAX_VALUE;
    Instant lowestAt = slot;
    for (var one : recent.entrySet()) {
      if (one.getValue() >= reading.used()) {
        return null;
      }
      if (one.getValue() <= lowest) {
        lowest = one.getValue();
        lowestAt = one.getKey();
      }
    }
    return !recent.isEmpty()
            && Levels.reaches(reading.used() - lowest, reading.max(), jump.points())
        ? new Evidence.Rise(reading.used() - lowest, lowestAt)
        : null;
  }
}
