package dev.headroom.limits;

import java.util.SortedMap;

/**
 * The result of one reading of an org: its limits, including nested ones, ordered by name.
 *
 * @param whole whether this is every limit the org shows; a refused call that gives only one limit
 *     is not whole and says nothing about the others
 */
public record Snapshot(LimitMap<Reading> readings, boolean whole) {

  /** Copies the readings. */
  public Snapshot(SortedMap<LimitName, Reading> readings, boolean whole) {
    this(LimitMap.copyOf(readings), whole);
  }
}
