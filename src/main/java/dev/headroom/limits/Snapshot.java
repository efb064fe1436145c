package dev.headroom.limits;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one look at an org gave: its limits, nested ones included, ordered by name.
 *
 * @param whole whether this is every limit the org shows; a refused call that tells of one limit
 *     only is not whole, and says nothing about the others
 */
public record Snapshot(SortedMap<LimitName, Reading> readings, boolean whole) {
  public Snapshot {
    readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
  }
}
