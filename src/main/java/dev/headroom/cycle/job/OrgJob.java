package dev.headroom.cycle.job;

import java.util.Locale;

/** A job that is done for each org by itself, hours or a day apart. */
public enum OrgJob {
  /** Reads the event log files that are new, and says whose calls are in them. */
  ATTRIBUTE,
  /** Looks at the API access of the org, once per day. */
  AUDIT;

  /** The name of its function: {@code attribute}. */
  public String function() {
    return name().toLowerCase(Locale.ROOT);
  }
}
