package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the limits and orgs that it matches are judged by.
 *
 * @param horizons of projected exhaustion; null takes the default for each limit's window
 * @param pageFrom the probability, 0 to 1, from which a level that is only projected escalates
 * @param minimum how long use must reach a level; null takes the default for each limit's window
 * @param jump how fast use may rise; null if that does not matter
 * @param given names of the settings that the manifest writes, the others are defaults; null if
 *     that is not known, as for one that an early release stored
 */
public record Policy(
    PolicyMatch match,
    Levels levels,
    @Nullable Horizons horizons,
    double pageFrom,
    @Nullable Duration minimum,
    @Nullable Jump jump,
    @Nullable Set<String> given) {

  /** The name of {@code pageFrom} in {@code given}. */
  public static final String PAGE_FROM = "projection.pageFrom";

  /** What limits are judged by that no policy matches. */
  private static final Map<Window, Yardstick> DEFAULTS = defaults();

  public Policy {
    given = given == null ? null : Set.copyOf(given);
  }

  /** Creates a policy for any org with those tags, without a rule about jumps. */
  public Policy(
      List<String> limits,
      Map<String, String> tags,
      @Nullable String tenant,
      Levels levels,
      @Nullable Horizons horizons,
      double pageFrom,
      @Nullable Duration minimum) {
    this(
        new PolicyMatch(limits, List.of(), tags, tenant),
        levels,
        horizons,
        pageFrom,
        minimum,
        null,
        null);
  }

  /** Creates a policy with the windows' defaults for horizons and minimum. */
  public Policy(
      List<String> limits, Map<String, String> tags, @Nullable String tenant, Levels levels) {
    this(limits, tags, tenant, levels, null, Yardstick.DEFAULT_PAGE_FROM, null);
  }

  public List<String> limits() {
    return match.limits();
  }

  public Map<String, String> tags() {
    return match.tags();
  }

  public @Nullable String tenant() {
    return match.tenant();
  }

  /** Returns the same without which of its settings the manifest writes. */
  public Policy plain() {
    return new Policy(match, levels, horizons, pageFrom, minimum, jump, null);
  }

  /** Returns the same for these orgs only; empty if it applies to none of them. */
  Optional<Policy> within(Set<String> orgs) {
    return match
        .within(orgs)
        .map(own -> new Policy(own, levels, horizons, pageFrom, minimum, jump, given));
  }

  public boolean matches(Org org, LimitName limit) {
    return match.matches(org, limit);
  }

  /** Returns the levels for a limit: those of the first policy that matches, or the defaults. */
  public static Levels levelsFor(List<Policy> policies, Org org, LimitName limit) {
    return first(policies, org, limit).map(Policy::levels).orElse(Levels.DEFAULT);
  }

  /** Returns what a limit is judged by: the first policy that matches, or the defaults. */
  public static Yardstick yardstickFor(
      List<Policy> policies, Org org, LimitName limit, Window window) {
    return policies.isEmpty()
        ? Objects.requireNonNull(DEFAULTS.get(window))
        : yardstick(first(policies, org, limit), window);
  }

  private static Map<Window, Yardstick> defaults() {
    Map<Window, Yardstick> defaults = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      defaults.put(window, yardstick(Optional.empty(), window));
    }
    return defaults;
  }

  private static Yardstick yardstick(Optional<Policy> policy, Window window) {
    return new Yardstick(
        policy.map(Policy::levels).orElse(Levels.DEFAULT),
        policy.map(Policy::horizons).orElse(Horizons.byDefault(window)),
        policy.map(Policy::pageFrom).orElse(Yardstick.DEFAULT_PAGE_FROM),
        policy.map(Policy::minimum).orElse(Yardstick.minimumByDefault(window)),
        window == Window.CONCURRENT,
        policy.map(Policy::jump).orElse(null));
  }

  private static Optional<Policy> first(List<Policy> policies, Org org, LimitName limit) {
    return policies.stream().filter(p -> p.matches(org, limit)).findFirst();
  }
}
