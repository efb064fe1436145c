package dev.headroom.spend;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The rest of a day's calls, and who may have it. Every job asks here before it calls an org.
 *
 * <ul>
 *   <li>Limits come first: they are read at every slot as long as the remaining calls last for the
 *       day. If they do not, limits are read less often, evenly over the rest of the day, but at
 *       least once per hour. For each of those hourly readings one more call is reserved, in case
 *       it has to be repeated.
 *   <li>Usage and access get what limits do not need. If that is nothing, each still has a
 *       sixteenth of the cap, as long as hourly readings are not at risk; neither takes the other's
 *       share.
 *   <li>A check that a person asked for may take all but what hourly readings need.
 * </ul>
 *
 * @param spend what was spent before {@code slot}, on any day
 * @param slot the time of the question
 * @param interval the org's own interval
 */
public record SpendBudget(Spend spend, Instant slot, Duration interval) {
  /** No org goes unread for longer because of its budget. */
  public static final Duration MAX_SILENCE = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  /** The share of the cap guaranteed to usage and to access each: one call in this many. */
  private static final long SHARE = 16;

  /** Calls of a reading that has to be repeated. */
  private static final int WITH_REPEAT = 2;

  public SpendBudget {
    spend = spend.on(slot);
  }

  /** Returns the calls left today; negative if the cap was lowered in the meantime. */
  public long left() {
    return spend.cap() - spend.today();
  }

  /**
   * Returns the time between two readings given what is left: one or more of the org's intervals,
   * up to {@link #MAX_SILENCE}.
   */
  public Duration gap() {
    long forReadings = left() - fewest();
    if (forReadings <= 0) {
      return widest();
    }
    long each = Math.ceilDiv(timeLeft().toSeconds(), forReadings);
    Duration even = interval.multipliedBy(Math.max(1, Math.ceilDiv(each, interval.toSeconds())));
    return even.compareTo(widest()) < 0 ? even : widest();
  }

  /** Returns true if the day's calls do not last for a reading at every slot. */
  public boolean isWidened() {
    return gap().compareTo(interval) > 0;
  }

  /**
   * Returns true if limits are to be read at the slot; if not, the slot is spared. While the day's
   * calls last, every slot that is asked for is read, however long the org's interval is.
   */
  public boolean isReadingDue() {
    if (!isWidened() && left() > fewest()) {
      return true;
    }
    Instant asked = spend.askedAt();
    // Also if the last one lies ahead because of a wrong clock.
    return asked == null || asked.isAfter(slot) || !asked.plus(gap()).isAfter(slot);
  }

  /**
   * Returns true if a reading may make one more call than its first: what is left afterwards still
   * lasts for the fewest readings of the day.
   */
  public boolean mayRepeat() {
    return left() - 1 >= fewest();
  }

  /**
   * Returns how many of {@code wanted} calls may be made now for something other than limits: all,
   * a part, or 0. The job asks again later, at the latest on the next day.
   */
  public int grant(Purpose purpose, int wanted) {
    long spare =
        switch (purpose) {
          case LIMITS -> left() - fewest();
          case DOCTOR -> left() - WITH_REPEAT * fewest();
          case USAGE -> spare(purpose, Purpose.ACCESS);
          case ACCESS -> spare(purpose, Purpose.USAGE);
        };
    return Math.clamp(spare, 0, Math.max(0, wanted));
  }

  private long spare(Purpose purpose, Purpose other) {
    long readings = Math.ceilDiv(timeLeft().toSeconds(), interval.toSeconds());
    long beyondReadings =
        left() - readings - fewest() - Math.max(0, spend.cap() / SHARE - spend.of(other));
    long share = Math.min(spend.cap() / SHARE - spend.of(purpose), left() - WITH_REPEAT * fewest());
    return Math.max(beyondReadings, share);
  }

  /** Returns why less is asked of the org than usual: one sentence. */
  public String why() {
    return "Headroom has made %,d of at most %,d calls of its own to this org today"
        .formatted(spend.today(), spend.cap());
  }

  private Duration timeLeft() {
    Instant midnight = spend.day().atStartOfDay(ZoneOffset.UTC).toInstant();
    Duration left = Duration.between(slot, midnight.plus(DAY));
    return left.compareTo(DAY) > 0 ? DAY : left;
  }

  /** The longest time between two readings: whole intervals within {@link #MAX_SILENCE}. */
  private Duration widest() {
    return interval.multipliedBy(Math.max(1, MAX_SILENCE.dividedBy(interval)));
  }

  /** The fewest readings in the rest of the day, 1 or more. */
  private long fewest() {
    return Math.max(1, Math.ceilDiv(timeLeft().toSeconds(), widest().toSeconds()));
  }
}
