package dev.headroom.cycle.attribute;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;

/** The outcome of one turn of an org. */
public sealed interface AttributeReport {
  /** The org. */
  OrgId org();

  /**
   * Every available event log file has been read, and its calls are attributed.
   *
   * @param files how many were read now
   * @param days how many days were stored
   * @param calls Headroom's own API calls that it took
   * @param givenUp why files are read no more although a part of them is missing; empty if none is
   */
  record Done(OrgId org, int files, int days, int calls, List<String> givenUp)
      implements AttributeReport {
    public Done {
      givenUp = List.copyOf(givenUp);
    }
  }

  /**
   * What was read is stored, and there is more: the next turn continues there.
   *
   * @param readTo until when every file was read; see {@code OrgState.Upkeep}
   * @param why for a person; holds no secret
   * @param isPutOff whether nothing failed: the org is paused, or Headroom has no calls left for it
   */
  record Waits(
      OrgId org, int files, int days, int calls, Instant readTo, String why, boolean isPutOff)
      implements AttributeReport {}

  /** Another run of the org has stored something in the meantime: nothing of this run is stored. */
  record Overtaken(OrgId org) implements AttributeReport {}

  /** The org is not in the fleet. */
  record NotInFleet(OrgId org) implements AttributeReport {}
}
