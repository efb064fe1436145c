package dev.headroom.alert;

import java.util.Locale;

/** What gives an alert the severity that it has now. */
public enum Reason {
  /** A level was reached. */
  THRESHOLD,
  /** Exhaustion is projected within a level's horizon, and no level as high was reached. */
  PROJECTION;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
