package dev.headroom.report;

import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The projections of an org's limits.
 *
 * @param slot the slot they are based on
 * @param byLimit empty if nothing was ever read: then nothing is known
 */
public record Projections(Instant slot, SortedMap<LimitName, Outcome> byLimit) {
  public Projections {
    byLimit = Collections.unmodifiableSortedMap(new TreeMap<>(byLimit));
  }
}
