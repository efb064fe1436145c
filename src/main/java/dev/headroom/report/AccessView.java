package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Posture;
import dev.headroom.org.OrgId;

/**
 * Who may use an org's API, as of one audit.
 *
 * @param day what changed since the audit before it, and how much is wrong
 */
public record AccessView(OrgId org, Posture posture, AccessDay day) {}
