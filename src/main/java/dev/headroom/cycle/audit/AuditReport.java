package dev.headroom.cycle.audit;

import dev.headroom.org.OrgId;

/** What came of one turn of an org. */
public sealed interface AuditReport {
  /** The org. */
  OrgId org();

  /**
   * The posture is kept, and what is new is told.
   *
   * @param findings how many it has
   * @param unread how many parts could not be read
   * @param transitions of alerts
   * @param calls API calls of Headroom's own that it took
   */
  record Done(OrgId org, int findings, int unread, int transitions, int calls)
      implements AuditReport {}

  /** An audit of that time or a later one is done already: nothing was asked of the org. */
  record Past(OrgId org) implements AuditReport {}

  /**
   * Nothing is kept: the org may not be asked, or does not answer.
   *
   * @param why for a person; holds no secret
   */
  record Waits(OrgId org, int calls, String why) implements AuditReport {}

  /** Another run kept something meanwhile. */
  record Overtaken(OrgId org) implements AuditReport {}

  /** The fleet does not have the org. */
  record NotInFleet(OrgId org) implements AuditReport {}
}
