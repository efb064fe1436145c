package dev.headroom.org.dynamodb;

import java.util.Set;

/**
 * Identifies the stored fleet.
 *
 * @param version grows with every completed apply; 0 before the first
 * @param mark grows with every begun apply; more than the version while one runs or was cut off
 * @param shards the shards that may have orgs
 * @param orders grows with every change of what operators order beside the manifest
 */
public record FleetStamp(long version, long mark, Set<Integer> shards, long orders) {
  public FleetStamp {
    shards = Set.copyOf(shards);
  }

  /** Returns whether no apply runs or was cut off. */
  public boolean isWhole() {
    return version == mark;
  }
}
