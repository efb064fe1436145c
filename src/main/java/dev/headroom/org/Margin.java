package dev.headroom.org;

/**
 * Whether an org may go over its allocation of API calls (Salesforce App Limits Cheat Sheet, API
 * Request Limits and Allocations).
 */
public enum Margin {
  /** A hard limit: the first call over it is refused. */
  NONE,
  /**
   * A soft limit: some calls over it are let through, up to a hard cap that Salesforce does not
   * publish. Trials of such an edition have no margin either.
   */
  SOME
}
