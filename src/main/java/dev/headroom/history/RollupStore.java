package dev.headroom.history;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The store of rollups. Hours are kept for 400 days and days for five years; older ones are left
 * out of what is read.
 */
public interface RollupStore {
  /**
   * Stores a day and its hours. Idempotent: the last one stored is kept. After an error the hours
   * may be stored without the day; {@link #newest} tells only of days that are stored whole. A day
   * without a reading may be stored too: it then counts as made.
   */
  void put(OrgId org, RolledDay day);

  /** Returns the newest stored day; empty if there is none. */
  Optional<LocalDate> newest(OrgId org);

  /**
   * Returns the stored hours or days of one limit that begin in a period, ascending.
   *
   * @param resolution hour or day
   * @param from inclusive
   * @param to exclusive
   */
  RolledSeries series(OrgId org, LimitName limit, Resolution resolution, Instant from, Instant to);

  /** Returns the same of all limits; an hour or day without a reading is left out. */
  List<Rollup> rollups(OrgId org, Resolution resolution, Instant from, Instant to);
}
