package dev.headroom.forecast;

/** Why there is no forecast for a limit. */
public enum UnknownReason {
  /** There is only one reading. */
  FIRST_READING("first reading"),
  /** Less than a day of history; an hourly or daily limit's usual day is not known. */
  LESS_THAN_A_DAY("less than a day of history"),
  /** Less than three days of history for a limit that grows over weeks. */
  LESS_THAN_THREE_DAYS("less than three days of history"),
  /** Nothing was read for so long that the content of the window is unknown. */
  AFTER_GAP("nothing was read for more than a day"),
  /** A maximum of 0: the feature is off. */
  NOT_PROVISIONED("the limit is not provisioned"),
  /** The org has no cap on it. */
  NO_CAP("the limit has no cap"),
  /** The reading is not a number that a limit can have. */
  NOT_A_READING("the reading is not valid"),
  /** The reading is not later than the previous one. */
  NOT_LATER("the reading is older than the last one");

  private final String words;

  UnknownReason(String words) {
    this.words = words;
  }

  /** Returns the reason as users read it. */
  public String words() {
    return words;
  }
}
