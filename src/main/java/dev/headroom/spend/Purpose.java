package dev.headroom.spend;

import java.util.Locale;

/** The purpose of one of Headroom's own counted calls. */
public enum Purpose {
  /** Reading limits, once per slot, and once per day what the org is and what it has bought. */
  LIMITS,
  /** Event log files, for usage. */
  USAGE,
  /** Users, apps and settings, for access. */
  ACCESS,
  /** Checks that a person asked for. */
  DOCTOR;

  /** Returns the word that the API and the pages use: {@code limits}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
