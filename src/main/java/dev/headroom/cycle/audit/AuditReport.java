package dev.headroom.cycle.audit;

import dev.headroom.org.OrgId;

/** The outcome of one turn of an org. */
public sealed interface AuditReport {
  /** The org. */
  OrgId org();

  /**
   * The posture is stored, and what is new is reported.
   *
   * @param findings how many it has
   * @param unread how many parts could not be read
   * @param transitions of alerts
   * @param calls Headroom's own API calls that it took
   */
  record Done(OrgId org, int findings, int unread, int transitions, int calls)
      implements AuditReport {}

  /** An audit of that time or a later one is done already: the org was not asked. */
  record Past(OrgId org) implements AuditReport {}

  /**
   * Nothing is stored: the org may not be asked, or does not answer.
   *
   * @param why for a person; holds no secret
   */
  record Waits(OrgId org, int calls, String why) implements AuditReport {}

  /** Another run has stored something in the meantime. */
  record Overtaken(OrgId org) implements AuditReport {}

  /** The org is not in the fleet. */
  record NotInFleet(OrgId org) implements AuditReport {}
}
