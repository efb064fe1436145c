package dev.headroom.cycle.attribute;

import dev.headroom.org.OrgId;
import java.time.Instant;

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
   */
  record Done(OrgId org, int files, int days, int calls) implements AttributeReport {}

  /**
   * What was read is stored, and there is more: the next turn continues there.
   *
   * @param readTo until when every file was read; see {@code OrgState.Upkeep}
   * @param why for a person; holds no secret
   */
  record Waits(OrgId org, int files, int days, int calls, Instant readTo, String why)
      implements AttributeReport {}

  /** Another run of the org has stored something in the meantime: nothing of this run is stored. */
  record Overtaken(OrgId org) implements AttributeReport {}

  /** The org is not in the fleet. */
  record NotInFleet(OrgId org) implements AttributeReport {}
}
