package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits and orgs that a policy or an override applies to: all given members must match.
 *
 * @param limits name patterns, see {@link NamePattern}; empty matches all
 * @param orgs ids of orgs; empty matches all
 * @param tags every one must be on the org; empty matches all
 * @param tenant the org's tenant; null matches all
 */
public record PolicyMatch(
    List<String> limits, List<String> orgs, Map<String, String> tags, @Nullable String tenant) {
  public PolicyMatch {
    limits = List.copyOf(limits);
    orgs = List.copyOf(orgs);
    tags = Map.copyOf(tags);
  }

  /** Returns the same for these orgs only; empty if it matches none of them by id. */
  Optional<PolicyMatch> within(Set<String> ids) {
    List<String> own =
        orgs.isEmpty()
            ? ids.stream().sorted().toList()
            : orgs.stream().filter(ids::contains).toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(new PolicyMatch(limits, own, tags, tenant));
  }

  public boolean matches(Org org, LimitName limit) {
    return matchesTenant(org) && matchesOrg(org) && matchesTags(org) && matchesLimit(limit);
  }

  /** Returns the names of the members that do not match; empty if it matches. */
  public List<String> misses(Org org, LimitName limit) {
    List<String> misses = new ArrayList<>();
    if (!matchesLimit(limit)) {
      misses.add("limits");
    }
    if (!matchesOrg(org)) {
      misses.add("orgs");
    }
    if (!matchesTags(org)) {
      misses.add("tags");
    }
    if (!matchesTenant(org)) {
      misses.add("tenant");
    }
    return misses;
  }

  private boolean matchesTenant(Org org) {
    return tenant == null || tenant.equals(org.tenant());
  }

  private boolean matchesOrg(Org org) {
    return orgs.isEmpty() || orgs.contains(org.id().value());
  }

  private boolean matchesTags(Org org) {
    return org.tags().entrySet().containsAll(tags.entrySet());
  }

  private boolean matchesLimit(LimitName limit) {
    return limits.isEmpty() || limits.stream().anyMatch(p -> NamePattern.matches(p, limit.value()));
  }
}
