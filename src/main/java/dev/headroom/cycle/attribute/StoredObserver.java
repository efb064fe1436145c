package dev.headroom.cycle.attribute;

import dev.headroom.fleet.Settings;
import dev.headroom.org.OrgId;
import java.time.Instant;

/** Is told when a turn has stored what there was of an org's days. */
public interface StoredObserver {
  /**
   * Takes note of a turn. What it throws is logged, and undoes nothing.
   *
   * @param days how many were stored; 0 if there was nothing new
   * @param at the turn's time, the clock of judging
   */
  void stored(OrgId org, Settings settings, int days, Instant at);
}
