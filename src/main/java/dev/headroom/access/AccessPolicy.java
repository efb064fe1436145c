package dev.headroom.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
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
  /** What is alerted where the manifest does not say. */
  public static final Map<Severity, Alerting> DEFAULT_ALERT =
      Map.of(Severity.HIGH, Alerting.ATTENTION);

  /** What holds for an org that no entry matches. */
  public static final AccessPolicy DEFAULT =
      new AccessPolicy(new Match(List.of(), Map.of(), null), AccessRule.NONE, DEFAULT_ALERT);

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

  /**
   * What tells two policies apart that judge or alert differently; whom it matches and what is
   * accepted do not count.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    rule.allow().forEach(allow -> text.append(allow.text()).append('\n'));
    alert.forEach(
        (severity, how) -> text.append(severity.word()).append('=').append(how).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** How loudly a finding is told; null when it is only listed. */
  @Nullable Alerting of(Finding finding) {
    return finding.accepted() == null ? alert.get(finding.severity()) : null;
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
