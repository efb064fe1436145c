package dev.headroom.spend;

import dev.headroom.org.Org;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cap on Headroom's own calls to the orgs that it matches.
 *
 * @param orgs ids, one of which must be the org's; empty matches all
 * @param tags every one must be on the org; empty matches all
 * @param tenant the org's tenant; null matches all
 * @param cap the most counted calls per day, {@link #MIN_CAP} to {@link #MAX_CAP}
 */
public record SpendRule(
    List<String> orgs, Map<String, String> tags, @Nullable String tenant, int cap) {
  /**
   * The smallest cap: one reading per hour, each with one repeated call, and the daily query about
   * the org itself.
   */
  public static final int MIN_CAP = 50;

  /** The largest cap. */
  public static final int MAX_CAP = 1_000_000;

  /** The cap of an org without a rule, unless half a per cent of its allocation is more. */
  public static final int DEFAULT_CAP = 400;

  /** One call in this many of the allocation. */
  private static final int SHARE = 200;

  public SpendRule {
    orgs = List.copyOf(orgs);
    tags = Map.copyOf(tags);
    if (cap < MIN_CAP || cap > MAX_CAP) {
      throw new IllegalArgumentException("a cap of " + cap + " calls");
    }
  }

  /** Returns true if the rule applies to {@code org}. */
  public boolean matches(Org org) {
    return (orgs.isEmpty() || orgs.contains(org.id().value()))
        && (tenant == null || tenant.equals(org.tenant()))
        && org.tags().entrySet().containsAll(tags.entrySet());
  }

  /**
   * Returns the cap of {@code org}: that of the first rule that matches, otherwise the larger of
   * half a per cent of the allocation and {@link #DEFAULT_CAP}.
   *
   * @param allocation the max of DailyApiRequests; 0 if unknown
   */
  public static long capOf(List<SpendRule> rules, Org org, long allocation) {
    return rules.stream()
        .filter(rule -> rule.matches(org))
        .findFirst()
        .map(rule -> (long) rule.cap())
        .orElseGet(() -> byDefault(allocation));
  }

  /** Returns the cap of an org that no rule matches. */
  public static long byDefault(long allocation) {
    return Math.max(DEFAULT_CAP, allocation / SHARE);
  }
}
