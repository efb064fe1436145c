package dev.headroom.backtest;

import java.util.Locale;

/** The source of forecasts; the rule and the policy are the same for all. */
public enum Method {
  /** The forecasts used in production. */
  HEADROOM,
  /** The same under the policy in force, when another is tried. */
  NOW,
  /** No forecast, only the levels. */
  THRESHOLDS,
  /** A line through the last readings. */
  LINEAR,
  /** The same time a week ago, or a day ago, plus the change since. */
  SEASONAL;

  /** Returns the word used in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
