package dev.headroom.backtest;

import java.util.Locale;

/** What foresees; the rule and the policy are the same for all. */
public enum Method {
  /** The forecasts that alerts go by. */
  HEADROOM,
  /** The same under the policy in force, where another is tried. */
  NOW,
  /** Nothing is foreseen: the levels alone. */
  THRESHOLDS,
  /** A line through the last readings. */
  LINEAR,
  /** The same time a week ago, or a day ago, and what came since. */
  SEASONAL;

  /** As answers write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
