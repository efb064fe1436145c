package dev.headroom.forecast;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * When a gauge is usually at its cap.
 *
 * @param days which days
 * @param hour hour of the day in {@code zone}, 0 to 23
 * @param share of recent such hours in which the cap was reached, over 0.5 to 1
 * @param zone the org's; UTC if none is given
 */
public record Recurrence(Days days, int hour, double share, ZoneId zone) {
  /** A habit in hours of GMT. */
  public Recurrence(Days days, int hour, double share) {
    this(days, hour, share, ZoneOffset.UTC);
  }

  /** The days on which it happens. */
  public enum Days {
    /** Monday to Friday. */
    WEEKDAYS("weekdays"),
    /** Saturday and Sunday. */
    WEEKENDS("weekends"),
    /** Every day. */
    DAILY("every day"),
    /** Every Monday. */
    MONDAYS("Mondays"),
    /** Every Tuesday. */
    TUESDAYS("Tuesdays"),
    /** Every Wednesday. */
    WEDNESDAYS("Wednesdays"),
    /** Every Thursday. */
    THURSDAYS("Thursdays"),
    /** Every Friday. */
    FRIDAYS("Fridays"),
    /** Every Saturday. */
    SATURDAYS("Saturdays"),
    /** Every Sunday. */
    SUNDAYS("Sundays");

    private final String words;

    Days(String words) {
      this.words = words;
    }

    /** Returns words such as "reaches its cap on weekdays at 09:00". */
    public String words() {
      return words;
    }
  }
}
