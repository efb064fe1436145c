package dev.headroom.alert;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.spend.Movement;
import dev.headroom.spend.Spend;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How often an org whose interval is adaptive is read: at its interval, and at the longer one for
 * quiet orgs while it is quiet. Everything is decided by the org's state, so whoever asks gets the
 * same answer. Slots are those of the shorter interval all the time: a quiet org leaves some out.
 *
 * <p>An org is quiet if its last slot gave a whole reading and
 *
 * <ul>
 *   <li>no alert is open, other than about access, advice and a change of the allocation, and none
 *       has begun to open or close;
 *   <li>no limit is above {@link #BUSY_PERCENT} of its maximum, none has run out and none is
 *       projected to;
 *   <li>no limit has risen notably within the quiet interval, see {@link #movement}.
 * </ul>
 */
public final class AdaptiveInterval {
  /** A limit above this percentage is read at the shorter interval. */
  public static final double BUSY_PERCENT = 50;

  /**
   * A rise by more than one part in this many of the maximum between two readings is notable: one
   * that went on at that pace, each five minutes, would use half of the maximum in 24 hours.
   */
  static final int NOTABLE = 2 * 288;

  /** What these rules say is in no reading, or has come and is over. */
  private static final Set<Rule> BESIDE_READINGS =
      Set.of(Rule.ACCESS, Rule.ADVICE, Rule.ALLOCATION, Rule.TARGET, Rule.TEST);

  /** Fibonacci hashing. */
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private AdaptiveInterval() {}

  /** Returns the time between two readings of {@code org} at present. */
  public static Duration of(Org org, OrgState state) {
    return isQuiet(org, state) ? org.quietInterval() : org.interval();
  }

  /**
   * Returns whether {@code org} is to be read at {@code slot}. A quiet org has slots of its own, so
   * that a fleet is spread out; it is also due at every slot that is at least the quiet interval
   * after the last one, as when its own was lost.
   */
  public static boolean isDue(Org org, OrgState state, Instant slot) {
    Instant last = state.lastSlot();
    return last == null
        || !isQuiet(org, state)
        || isOwn(org, slot)
        || !last.plus(org.quietInterval()).isAfter(slot);
  }

  /** Returns whether {@code org} is read at the longer interval. */
  public static boolean isQuiet(Org org, OrgState state) {
    Movement movement = state.upkeep().restraint().movement();
    return org.isAdaptive()
        && state.lastSlot() != null
        && isAsked(state)
        && state.problem() == null
        && state.missing().isEmpty()
        && state.unknown().isEmpty()
        && state.open().keySet().stream().allMatch(key -> BESIDE_READINGS.contains(key.rule()))
        && state.pending().values().stream().noneMatch(Pending::hasBegun)
        && !isForeseen(state.shown().foreseen())
        && state.known().values().stream().noneMatch(AdaptiveInterval::isBusy)
        && movement != null
        && hasRested(org, movement, state.lastSlot());
  }

  /**
   * Returns how the limits have moved after a reading of {@code slot}. A limit has moved if it is
   * new, has another maximum, or has risen by more than a 576th of it; Headroom's own calls do not
   * count. What falls opens no alert.
   *
   * @param before the state before it
   * @param now the readings
   * @param spent Headroom's own calls of the day, including those of this reading
   * @return null for an org that is read at a fixed interval
   */
  public static @Nullable Movement movement(
      Org org, OrgState before, SortedMap<LimitName, Reading> now, Spend spent, Instant slot) {
    if (!org.isAdaptive()) {
      return null;
    }
    Movement last = before.upkeep().restraint().movement();
    if (last == null) {
      return new Movement(slot, spent.today());
    }
    Spend spentBefore = before.upkeep().restraint().spend();
    boolean sameDay = spentBefore != null && spentBefore.day().equals(spent.day());
    int own = spent.today() - (sameDay ? last.counted() : 0);
    boolean moved =
        now.entrySet().stream()
            .anyMatch(
                e ->
                    hasMoved(
                        before.known().get(e.getKey()),
                        e.getValue(),
                        e.getKey().equals(LimitName.DAILY_API_REQUESTS) ? own : 0));
    Instant at = moved ? slot : last.at();
    boolean old = at != null && !at.plus(org.quietInterval()).isAfter(slot);
    return new Movement(old ? null : at, spent.today());
  }

  private static boolean hasMoved(@Nullable Known before, Reading now, int own) {
    if (now.max() <= 0 || now.isUncapped()) {
      return false;
    }
    if (before == null || before.reading().max() != now.max()) {
      return true;
    }
    long rise = now.used() - before.reading().used() - own;
    return rise > now.max() / NOTABLE;
  }

  /** Whether the last slot is one at which the org was called, neither paused nor spared. */
  private static boolean isAsked(OrgState state) {
    Spend spend = state.upkeep().restraint().spend();
    return spend != null && Objects.equals(spend.askedAt(), state.lastSlot());
  }

  private static boolean hasRested(Org org, Movement movement, Instant slot) {
    Instant at = movement.at();
    return at == null || !at.plus(org.quietInterval()).isAfter(slot);
  }

  private static boolean isBusy(Known known) {
    return known.current()
        && known.reading().usedPercent().isPresent()
        && known.reading().usedPercent().getAsDouble() > BUSY_PERCENT;
  }

  private static boolean isForeseen(@Nullable Foreseen foreseen) {
    return foreseen != null
        && (foreseen.next() instanceof NextExhaustion.Expected
            || foreseen.next() instanceof NextExhaustion.Out);
  }

  /** Whether it is the one slot of each quiet interval that is the org's own. */
  private static boolean isOwn(Org org, Instant slot) {
    long slots = org.quietInterval().dividedBy(org.interval());
    long index = Math.floorDiv(slot.getEpochSecond(), org.interval().toSeconds());
    // Other bits than those that give the org its minute within the interval.
    long own = (org.id().value().hashCode() * FACTOR) >>> 20;
    return Math.floorMod(index - own, slots) == 0;
  }
}
