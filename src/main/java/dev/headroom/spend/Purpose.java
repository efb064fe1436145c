package dev.headroom.spend;

import java.util.Locale;

/** What a counted call of Headroom's own is made for. */
public enum Purpose {
  /** Reading limits, once per slot, and what the org says of itself, once per day. */
  LIMITS,
  /** Event log files, for usage. */
  USAGE,
  /** Users, apps and settings, for access. */
  ACCESS,
  /** Checks that a person asked for. */
  DOCTOR;

  /** The word that the API and the pages use: {@code limits}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
