package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What limits are judged by: the first policy that matches, or the defaults, with what the first
 * override that matches puts in their place.
 *
 * @param policies in the order of the manifest
 * @param overrides in the order in which they are looked at
 */
public record Policies(List<Policy> policies, List<PolicyOverride> overrides) {
  /** The defaults alone. */
  public static final Policies NONE = new Policies(List.of(), List.of());

  public Policies {
    policies = List.copyOf(policies);
    overrides = List.copyOf(overrides);
  }

  /** Returns the same without the overrides that do not apply at {@code moment}. */
  public Policies at(Instant moment) {
    return overrides.stream().allMatch(o -> o.isActive(moment))
        ? this
        : new Policies(policies, overrides.stream().filter(o -> o.isActive(moment)).toList());
  }

  /** Returns those of several fleets, each of which judges only its own orgs. */
  public static Policies together(Collection<Policies> fleets) {
    return new Policies(
        fleets.stream().flatMap(one -> one.policies.stream()).toList(),
        fleets.stream().flatMap(one -> one.overrides.stream()).toList());
  }

  /** Returns the same for the orgs with these ids only. */
  public Policies within(Set<String> orgs) {
    return new Policies(
        policies.stream().flatMap(one -> one.within(orgs).stream()).toList(),
        overrides.stream().flatMap(one -> one.within(orgs).stream()).toList());
  }

  /** Returns the levels for a limit. */
  public Levels levelsFor(Org org, LimitName limit) {
    Levels levels = Policy.levelsFor(policies, org, limit);
    return override(org, limit).map(o -> o.over(levels)).orElse(levels);
  }

  /** Returns what a limit is judged by. */
  public Yardstick yardstickFor(Org org, LimitName limit, Window window) {
    Yardstick yardstick = Policy.yardstickFor(policies, org, limit, window);
    return overrides.isEmpty()
        ? yardstick
        : override(org, limit).map(o -> o.over(yardstick)).orElse(yardstick);
  }

  /** Returns the override that applies to a limit. */
  public Optional<PolicyOverride> override(Org org, LimitName limit) {
    return overrides.stream().filter(o -> o.matches(org, limit)).findFirst();
  }
}
