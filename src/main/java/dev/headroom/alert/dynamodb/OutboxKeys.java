package dev.headroom.alert.dynamodb;

import dev.headroom.org.OrgId;

/** The keys of outbox rows: one partition per org, entries in the order of their commits. */
public final class OutboxKeys {
  private OutboxKeys() {}

  /**
   * Returns the sort key of an entry: the version of the state it was committed with, and its index
   * in that commit.
   */
  public static String sk(long version, int index) {
    return "%012d#%03d".formatted(version, index);
  }

  /** Returns an entry's id as messages write it. */
  public static String id(OrgId org, long version, int index) {
    return org + ":" + version + ":" + index;
  }
}
