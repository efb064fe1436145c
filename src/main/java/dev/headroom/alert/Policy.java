package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Levels for the limits and orgs that it matches.
 *
 * @param limits name patterns in which {@code *} stands for any run of characters; empty matches
 *     all
 * @param tags every one must be on the org; empty matches all
 * @param tenant the org's tenant; null matches all
 */
public record Policy(
    List<String> limits, Map<String, String> tags, @Nullable String tenant, Levels levels) {

  public Policy {
    limits = List.copyOf(limits);
    tags = Map.copyOf(tags);
  }

  public boolean matches(Org org, LimitName limit) {
    return (tenant == null || tenant.equals(org.tenant()))
        && org.tags().entrySet().containsAll(tags.entrySet())
        && (limits.isEmpty()
            || limits.stream().anyMatch(p -> NamePattern.matches(p, limit.value())));
  }

  /** The levels that hold for a limit: those of the first policy that matches, or the defaults. */
  public static Levels levelsFor(List<Policy> policies, Org org, LimitName limit) {
    return policies.stream()
        .filter(p -> p.matches(org, limit))
        .map(Policy::levels)
        .findFirst()
        .orElse(Levels.DEFAULT);
  }
}
