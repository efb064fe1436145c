package dev.headroom.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who may use an org's API, how, and what is wrong with that, at one moment.
 *
 * @param org Salesforce's id of the org
 * @param partial what could not be read; it appears nowhere else
 */
public record Posture(
    String org,
    Instant takenAt,
    List<Gap> partial,
    OrgSettings settings,
    List<ApiUser> apiUsers,
    List<AppPosture> apps,
    List<RangeList> ipRanges,
    List<Finding> findings) {
  public Posture {
    partial = List.copyOf(partial);
    apiUsers = List.copyOf(apiUsers);
    apps = List.copyOf(apps);
    ipRanges = List.copyOf(ipRanges);
    findings = List.copyOf(findings);
  }

  /** Returns the parts that could not be read. */
  public Set<Part> unread() {
    return Gap.parts(partial);
  }
}
