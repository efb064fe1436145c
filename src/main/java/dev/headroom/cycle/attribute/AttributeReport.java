package dev.headroom.cycle.attribute;

import dev.headroom.org.OrgId;
import java.time.Instant;

/** What came of one turn of an org. */
public sealed interface AttributeReport {
  /** The org. */
  OrgId org();

  /**
   * Every event log file that was there is read, and its calls are attributed.
   *
   * @param files how many were read now
   * @param days how many days were kept
   * @param calls API calls of Headroom's own that it took
   */
  record Done(OrgId org, int files, int days, int calls) implements AttributeReport {}

  /**
   * What was read is kept, and there is more: the next turn goes on from there.
   *
   * @param readTo up to when every file was read; see {@code OrgState.Upkeep}
   * @param why for a person; holds no secret
   */
  record Waits(OrgId org, int files, int days, int calls, Instant readTo, String why)
      implements AttributeReport {}

  /** Another run of the org kept something meanwhile: nothing of this one is kept. */
  record Overtaken(OrgId org) implements AttributeReport {}

  /** The fleet does not have the org. */
  record NotInFleet(OrgId org) implements AttributeReport {}
}
