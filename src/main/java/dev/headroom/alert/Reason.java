package dev.headroom.alert;

import java.util.Locale;

/** What gives an alert the severity that it has now. */
public enum Reason {
  /** A level was reached. */
  THRESHOLD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
