package dev.headroom.export;

import dev.headroom.alert.NamePattern;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter exports: all that is given must hold.
 *
 * @param orgs ids of orgs; empty stands for all
 * @param tags that the org must have
 * @param tenant of the org; null stands for all
 * @param limits patterns in which {@code *} stands for anything; empty stands for all
 * @param integrations likewise, of their ids
 */
public record ExportMatch(
    List<String> orgs,
    Map<String, String> tags,
    @Nullable String tenant,
    List<String> limits,
    List<String> integrations) {
  /** Everything. */
  public static final ExportMatch ALL =
      new ExportMatch(List.of(), Map.of(), null, List.of(), List.of());

  public ExportMatch {
    orgs = List.copyOf(orgs);
    tags = Map.copyOf(tags);
    limits = List.copyOf(limits);
    integrations = List.copyOf(integrations);
  }

  /** Returns whether anything of the org is exported. */
  public boolean hasOrg(OrgId org, String itsTenant, Map<String, String> itsTags) {
    return (orgs.isEmpty() || orgs.contains(org.value()))
        && (tenant == null || tenant.equals(itsTenant))
        && tags.entrySet().stream().allMatch(t -> t.getValue().equals(itsTags.get(t.getKey())));
  }

  /** Returns whether the limit is exported. */
  public boolean hasLimit(LimitName limit) {
    return matches(limits, limit.value());
  }

  /** Returns whether the calls of the integration with this id are exported. */
  public boolean hasIntegration(String id) {
    return matches(integrations, id);
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().anyMatch(p -> NamePattern.matches(p, name));
  }
}
