package dev.headroom.limits;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Meaning and window of known limits. An unknown name gets an entry of its own: it works at once.
 */
public interface LimitCatalogue {
  /**
   * Never fails: a name that the catalogue lacks has {@link Window#UNKNOWN} and a label made of it.
   */
  LimitInfo describe(LimitName name);

  /** The names that are known, those of earlier API versions too; empty where none are listed. */
  default SortedSet<String> names() {
    return Collections.emptySortedSet();
  }

  /**
   * The limits that Salesforce leaves out of its answer, without a word, for a user who lacks a
   * permission; by the permission's name, such as {@code Manage Users}.
   */
  default SortedMap<String, List<LimitInfo>> hiddenWithout() {
    return new TreeMap<>();
  }
}
