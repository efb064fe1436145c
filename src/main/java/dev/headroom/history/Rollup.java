package dev.headroom.history;

import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All limits of an org in one hour or day.
 *
 * @param at its beginning
 * @param limits those that were read in it; others are unknown
 */
public record Rollup(Instant at, SortedMap<LimitName, LimitRollup> limits) {
  public Rollup {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }
}
