package dev.headroom.limits;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The meaning and window of known limits. An unknown name gets an entry of its own, so it works at
 * once.
 */
public interface LimitCatalogue {
  /**
   * Describes a limit. Never fails: a name that is not in the catalogue gets {@link Window#UNKNOWN}
   * and a label derived from it.
   */
  LimitInfo describe(LimitName name);

  /**
   * Returns the known names, including those of earlier API versions; empty if the catalogue lists
   * none.
   */
  default SortedSet<String> names() {
    return Collections.emptySortedSet();
  }

  /**
   * Returns the limits that Salesforce silently leaves out of its answer for a user who lacks a
   * permission, by the permission's name, such as {@code Manage Users}.
   */
  default SortedMap<String, List<LimitInfo>> hiddenWithout() {
    return new TreeMap<>();
  }
}
