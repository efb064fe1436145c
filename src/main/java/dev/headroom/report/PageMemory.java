package dev.headroom.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers which files were written, so that what has not changed is not written again. */
public interface PageMemory {
  /**
   * The files of an org, of a tenant or of the fleet.
   *
   * @param facts what they were made from, as a digest; they are not made again while it is equal
   * @param day when all of them were written, changed or not, in days since 1970
   * @param files the digest of each, by name
   */
  record Written(String facts, long day, SortedMap<String, String> files) {
    public Written {
      files = new TreeMap<>(files);
    }
  }

  /** Returns everything that is remembered, by the folder or the page that it is about. */
  Map<String, Written> all();

  /** Remembers {@code written} for 90 days. */
  void put(String about, Written written);
}
