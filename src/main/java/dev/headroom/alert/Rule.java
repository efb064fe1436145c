package dev.headroom.alert;

import java.util.Locale;

/** What kind of problem an alert is about; part of its identity. */
public enum Rule {
  /** A limit's levels: one problem, one alert, however high it climbs. */
  USAGE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
