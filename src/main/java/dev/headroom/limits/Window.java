package dev.headroom.limits;

/** The time over which a limit counts; determines what a projection may say about it. */
public enum Window {
  /** Use in the last 24 hours; it never resets at midnight. */
  ROLLING_24H,
  /** Use in the last hour. */
  ROLLING_1H,
  /** Use in the last 30 minutes. */
  ROLLING_30MIN,
  /** A day from midnight to midnight, GMT. */
  FIXED_DAY_GMT,
  /** A day; Salesforce does not say whether it rolls. */
  DAY_UNSPECIFIED,
  /** An hour; Salesforce does not say whether it rolls. */
  HOUR_UNSPECIFIED,
  /** A calendar month, from the first. */
  MONTH_CALENDAR,
  /** A month that starts on the contract's day. */
  MONTH_CONTRACT,
  /** A month; Salesforce does not say from when. */
  MONTH_UNSPECIFIED,
  /** What is in use at this moment. */
  CONCURRENT,
  /** What has been stored or set up; falls only when someone cleans up. */
  STOCK,
  /** Nothing is known about it. */
  UNKNOWN;

  /** Returns the name used by the catalogue and the API: {@code rolling-24h}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
