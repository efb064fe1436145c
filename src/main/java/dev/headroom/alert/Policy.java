package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Levels for the limits and orgs that it matches.
 *
 * @param limits name patterns in which {@code *} stands for any run of characters; empty matches
 *     all
 * @param tags every one must be on the org; empty matches all
 * @param tenant the org's tenant; null matches all
 * @param horizons of projected exhaustion; null takes the default for each limit's window
 * @param pageFrom the probability, 0 to 1, from which a level that is only projected escalates
 * @param minimum how long use must reach a level; null takes the default for each limit's window
 */
public record Policy(
    List<String> limits,
    Map<String, String> tags,
    @Nullable String tenant,
    Levels levels,
    @Nullable Horizons horizons,
    double pageFrom,
    @Nullable Duration minimum) {

  public Policy {
    limits = List.copyOf(limits);
    tags = Map.copyOf(tags);
  }

  /** Creates a policy with the windows' defaults for horizons and minimum. */
  public Policy(
      List<String> limits, Map<String, String> tags, @Nullable String tenant, Levels levels) {
    this(limits, tags, tenant, levels, null, Yardstick.DEFAULT_PAGE_FROM, null);
  }

  public boolean matches(Org org, LimitName limit) {
    return (tenant == null || tenant.equals(org.tenant()))
        && org.tags().entrySet().containsAll(tags.entrySet())
        && (limits.isEmpty()
            || limits.stream().anyMatch(p -> NamePattern.matches(p, limit.value())));
  }

  /** Returns the levels for a limit: those of the first policy that matches, or the defaults. */
  public static Levels levelsFor(List<Policy> policies, Org org, LimitName limit) {
    return first(policies, org, limit).map(Policy::levels).orElse(Levels.DEFAULT);
  }

  /** Returns what a limit is judged by: the first policy that matches, or the defaults. */
  public static Yardstick yardstickFor(
      List<Policy> policies, Org org, LimitName limit, Window window) {
    Optional<Policy> policy = first(policies, org, limit);
    boolean gauge = window == Window.CONCURRENT;
    return new Yardstick(
        policy.map(Policy::levels).orElse(Levels.DEFAULT),
        policy.map(Policy::horizons).orElse(Horizons.byDefault(window)),
        policy.map(Policy::pageFrom).orElse(Yardstick.DEFAULT_PAGE_FROM),
        policy.map(Policy::minimum).orElse(gauge ? Yardstick.GAUGE_MINIMUM : Duration.ZERO),
        gauge);
  }

  private static Optional<Policy> first(List<Policy> policies, Org org, LimitName limit) {
    return policies.stream().filter(p -> p.matches(org, limit)).findFirst();
  }
}
