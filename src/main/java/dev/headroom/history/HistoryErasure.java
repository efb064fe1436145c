package dev.headroom.history;

import dev.headroom.org.OrgId;

/** Drops what is stored of the time series of an org. */
@FunctionalInterface
public interface HistoryErasure {
  /**
   * Drops everything.
   *
   * @return how many rows there were
   */
  int erase(OrgId org);

  /** Returns one that drops what this and {@code other} drop. */
  default HistoryErasure and(HistoryErasure other) {
    return org -> erase(org) + other.erase(org);
  }
}
