package dev.headroom.access;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the manifest's {@code access}: how the access posture of matching orgs is judged.
 *
 * @param alert by severity of finding, the alert; an absent severity raises none
 */
public record AccessPolicy(Match match, AccessRule rule, Map<Severity, Alerting> alert) {
  public AccessPolicy {
    alert =
        alert.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(alert));
  }

  /** The severity of the alert for a finding. */
  public enum Alerting {
    ATTENTION,
    ESCALATION
  }

  /**
   * Which orgs: everything given must match.
   *
   * @param orgs ids, one of which must be the org's; empty for all
   * @param tags all of which the org must have
   * @param tenant the id of the org's tenant; null for all
   */
  public record Match(List<String> orgs, Map<String, String> tags, @Nullable String tenant) {
    public Match {
      orgs = List.copyOf(orgs);
      tags = Map.copyOf(tags);
    }

    /** Returns whether it applies to the org. */
    public boolean fits(String org, String itsTenant, Map<String, String> itsTags) {
      return (orgs.isEmpty() || orgs.contains(org))
          && (tenant == null || tenant.equals(itsTenant))
          && itsTags.entrySet().containsAll(tags.entrySet());
    }

    /**
     * Returns how specific it is: an org's id counts more than its tags, and these more than a
     * tenant.
     */
    int weight() {
      int named = orgs.isEmpty() ? 0 : 10_000;
      return named + 10 * tags.size() + (tenant == null ? 0 : 1);
    }
  }

  /** Returns the most specific of {@code policies} for the org; among equal ones the first. */
  public static Optional<AccessPolicy> of(
      List<AccessPolicy> policies, String org, String tenant, Map<String, String> tags) {
    AccessPolicy found = null;
    for (AccessPolicy policy : policies) {
      if (policy.match.fits(org, tenant, tags)
          && (found == null || policy.match.weight() > found.match.weight())) {
        found = policy;
      }
    }
    return Optional.ofNullable(found);
  }
}
