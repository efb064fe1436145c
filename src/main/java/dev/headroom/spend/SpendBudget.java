package dev.headroom.spend;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What is left of a day's calls, and who may have it. Every job asks here before it calls an org.
 *
 * <ul>
 *   <li>Limits come first: they are read at every slot as long as what is left lasts for the day.
 *       If it does not, they are read less often, evenly over the rest of the day, but at least
 *       once per hour. For each of those hourly readings one call more is kept back, in case it has
 *       to be repeated.
 *   <li>Usage and access have what limits do not need. If that is nothing, each still has a
 *       sixteenth of the cap, as long as hourly readings are not at risk; neither takes that of the
 *       other.
 *   <li>A check that a person asked for may take all but what hourly readings need.
 * </ul>
 *
 * @param spend what was spent before {@code slot}, on any day
 * @param slot the time of the question
 * @param interval the org's own interval
 */
public record SpendBudget(Spend spend, Instant slot, Duration interval) {
  /** No org is silent for longer because of its budget. */
  public static final Duration MAX_SILENCE = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  /** The share of the cap that usage and access may always have each: one in this many calls. */
  private static final long SHARE = 16;

  /** Calls of a reading that has to be repeated. */
  private static final int WITH_REPEAT = 2;

  public SpendBudget {
    spend = spend.on(slot);
  }

  /** Calls left today; negative when the cap was lowered meanwhile. */
  public long left() {
    return spend.cap() - spend.today();
  }

  /**
   * The time between two readings with what is left: the org's interval, or more of them, up to
   * {@link #MAX_SILENCE}.
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

  /** Returns true if the day does not last for a reading at every slot. */
  public boolean isWidened() {
    return gap().compareTo(interval) > 0;
  }

  /** Returns true if limits are to be read at the slot; if not, the slot is spared. */
  public boolean isReadingDue() {
    Instant asked = spend.askedAt();
    // Also where the last one lies ahead, by a clock's mistake.
    return asked == null || asked.isAfter(slot) || !asked.plus(gap()).isAfter(slot);
  }

  /**
   * Returns true if a reading may make one more call than its first: what is left after it still
   * lasts for the fewest readings of the day.
   */
  public boolean mayRepeat() {
    return left() - 1 >= fewest();
  }

  /**
   * How many of {@code wanted} calls may be made now for something other than limits: all or a
   * part, 0 for none. It is asked again later, at the latest on the next day.
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

  /** Why less is asked of the org than usual: one sentence. */
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

  /** The readings that the rest of the day has at the very least, 1 or more. */
  private long fewest() {
    return Math.max(1, Math.ceilDiv(timeLeft().toSeconds(), widest().toSeconds()));
  }
}
