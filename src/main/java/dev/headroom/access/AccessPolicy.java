package dev.headroom.access;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the manifest's {@code access}: by what the access posture of the orgs that it matches
 * is judged.
 *
 * @param alert by severity of finding, what is alerted; a severity that is left out is not
 */
public record AccessPolicy(Match match, AccessRule rule, Map<Severity, Alerting> alert) {
  public AccessPolicy {
    alert =
        alert.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(alert));
  }

  /** How loudly a finding is told. */
  public enum Alerting {
    ATTENTION,
    ESCALATION
  }

  /**
   * Which orgs: everything given must hold.
   *
   * @param orgs ids, of which one must be the org's; empty for all
   * @param tags all of which the org must have
   * @param tenant the id of the org's tenant; null for all
   */
  public record Match(List<String> orgs, Map<String, String> tags, @Nullable String tenant) {
    public Match {
      orgs = List.copyOf(orgs);
      tags = Map.copyOf(tags);
    }

    /** Whether it is for the org. */
    public boolean fits(String org, String itsTenant, Map<String, String> itsTags) {
      return (orgs.isEmpty() || orgs.contains(org))
          && (tenant == null || tenant.equals(itsTenant))
          && itsTags.entrySet().containsAll(tags.entrySet());
    }

    /** How much it asks for: an org's id says more than its tags, and these more than a tenant. */
    int weight() {
      int named = orgs.isEmpty() ? 0 : 10_000;
      return named + 10 * tags.size() + (tenant == null ? 0 : 1);
    }
  }

  /** The most specific of {@code policies} for the org; of equal ones the first. */
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
