package dev.headroom.usage;

import dev.headroom.org.OrgId;

/** What is kept of the findings of orgs, from day to day. */
public interface FindingStore {
  /** What is known of an org's findings; read consistently. */
  Kept read(OrgId org);

  /**
   * Keeps what is known now.
   *
   * @param version that was read
   * @return false when somebody kept something meanwhile; nothing is kept then
   */
  boolean save(OrgId org, long version, KnownFindings next);

  /**
   * What is kept.
   *
   * @param version how often something was kept; 0 when nothing was
   */
  record Kept(long version, KnownFindings findings) {}
}
