package dev.headroom.limits;

/** Over what time a limit counts; decides what a projection may say about it. */
public enum Window {
  /** What was used in the 24 hours that end now; it never resets at midnight. */
  ROLLING_24H,
  /** What was used in the hour that ends now. */
  ROLLING_1H,
  /** What was used in the 30 minutes that end now. */
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

  /** As the catalogue and the API write it: {@code rolling-24h}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
