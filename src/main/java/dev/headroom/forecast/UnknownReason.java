package dev.headroom.forecast;

/** Why nothing is said about a limit's future. */
public enum UnknownReason {
  /** There is one reading only. */
  FIRST_READING("first reading"),
  /** Less than a day of history; an hourly or daily limit's usual day is not known. */
  LESS_THAN_A_DAY("less than a day of history"),
  /** Less than three days of history of what grows over weeks. */
  LESS_THAN_THREE_DAYS("less than three days of history"),
  /** Nothing was read for so long that the window's content is not known. */
  AFTER_GAP("nothing was read for more than a day"),
  /** A maximum of 0: the feature is off. */
  NOT_PROVISIONED("the limit is not provisioned"),
  /** The org has no cap on it. */
  NO_CAP("the limit has no cap"),
  /** The reading is no number that a limit can have. */
  NOT_A_READING("the reading makes no sense"),
  /** The reading is not later than the one before. */
  NOT_LATER("the reading is older than the last one");

  private final String words;

  UnknownReason(String words) {
    this.words = words;
  }

  /** The reason as a user reads it. */
  public String words() {
    return words;
  }
}
