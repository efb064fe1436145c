package dev.headroom.cycle.job;

import java.util.Locale;

/** A job that runs for each org separately, hours or a day apart. */
public enum OrgJob {
  /** Reads new event log files and determines whose calls are in them. */
  ATTRIBUTE,
  /** Reads the API access of the org once a day. */
  AUDIT;

  /** Returns the name of its function: {@code attribute}. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }
}
