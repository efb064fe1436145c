package dev.headroom.fleet.manifest;

import dev.headroom.alert.Jump;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.fleet.Fleet;
import dev.headroom.org.Org;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns about policies and overrides that can have no effect. */
final class PolicyEffects {
  private static final String FIRST = "the first matching policy applies";
  private static final String ENDED = "Remove it, or give it a later end.";

  /** More comparisons than this are not made for one policy. */
  private static final long MAX_LOOKS = 100_000;

  private final Fleet fleet;
  private final Findings findings;
  private final Instant now;
  private final Map<String, Org> orgs = new HashMap<>();

  /** What matches examine in an org, beyond its id. */
  private record Kind(String tenant, Map<String, String> tags) {}

  private final Set<Kind> kinds = new HashSet<>();

  /**
   * Warns into these findings.
   *
   * @param now what ends before it has ended
   */
  PolicyEffects(Fleet fleet, Findings findings, Instant now) {
    this.fleet = fleet;
    this.findings = findings;
    this.now = now;
    fleet
        .orgs()
        .forEach(
            org -> {
              orgs.put(org.id().value(), org);
              kinds.add(new Kind(org.tenant(), org.tags()));
            });
  }

  void tell() {
    for (int i = 0; i < fleet.policies().size(); i++) {
      Policy policy = fleet.policies().get(i);
      String path = "policies[" + i + "]";
      shadowed(path, i);
      fits(path, policy.match());
      jumps(path, policy);
    }
    overrides();
  }

  private void shadowed(String path, int place) {
    PolicyMatch match = fleet.policies().get(place).match();
    for (int j = 0; j < place; j++) {
      if (covers(fleet.policies().get(j).match(), match)) {
        Effects.behind(findings, path, "policies[" + j + "]", FIRST);
        return;
      }
    }
    if (!match.orgs().isEmpty() && (long) match.orgs().size() * place <= MAX_LOOKS) {
      shadowedByTheOrg(path, place, match);
    }
  }

  /** Each org that a policy names may meet another policy before it, by its tags or tenant. */
  private void shadowedByTheOrg(String path, int place, PolicyMatch match) {
    List<Org> named =
        match.orgs().stream()
            .map(orgs::get)
            .filter(Objects::nonNull)
            .filter(org -> fits(match, org))
            .toList();
    String before = null;
    for (Org org : named) {
      before = before(place, match, org);
      if (before == null) {
        return;
      }
    }
    if (before != null) {
      findings.warn(
          path,
          null,
          "is never used: each org that it names meets another policy before it, such as "
              + before
              + ", and "
              + FIRST,
          "Put it before the other, narrow the other's match, or remove it.");
    }
  }

  private @Nullable String before(int place, PolicyMatch match, Org org) {
    for (int j = 0; j < place; j++) {
      PolicyMatch other = fleet.policies().get(j).match();
      if (fits(other, org) && Effects.coversLimits(other.limits(), match.limits(), true)) {
        return "policies[" + j + "]";
      }
    }
    return null;
  }

  /** Whether {@code outer} matches everything that {@code inner} matches. */
  private static boolean covers(PolicyMatch outer, PolicyMatch inner) {
    return Effects.covers(outer.tenant(), inner.tenant())
        && Effects.covers(outer.tags(), inner.tags())
        && (outer.orgs().isEmpty()
            || (!inner.orgs().isEmpty() && outer.orgs().containsAll(inner.orgs())))
        && Effects.coversLimits(outer.limits(), inner.limits(), true);
  }

  /** A fleet without orgs is unfinished: nothing is said about what will be watched later. */
  private void fits(String path, PolicyMatch match) {
    boolean any =
        kinds.isEmpty()
            || (match.orgs().isEmpty()
                ? kinds.stream().anyMatch(kind -> fits(match, kind.tenant(), kind.tags()))
                : match.orgs().stream()
                    .map(orgs::get)
                    .anyMatch(org -> org != null && fits(match, org)));
    if (!any) {
      findings.warn(
          path + ".match",
          null,
          "matches no org of the manifest",
          "Give an org that tenant and those tags, or correct the match: case counts.");
    }
  }

  private static boolean fits(PolicyMatch match, Org org) {
    return (match.orgs().isEmpty() || match.orgs().contains(org.id().value()))
        && fits(match, org.tenant(), org.tags());
  }

  private static boolean fits(PolicyMatch match, String tenant, Map<String, String> tags) {
    return (match.tenant() == null || match.tenant().equals(tenant))
        && tags.entrySet().containsAll(match.tags().entrySet());
  }

  /** A jump is seen between readings that are no further apart. */
  private void jumps(String path, Policy policy) {
    Jump jump = policy.jump();
    List<Org> matched =
        jump == null
            ? List.of()
            : fleet.orgs().stream().filter(org -> fits(policy.match(), org)).toList();
    if (jump != null
        && !matched.isEmpty()
        && matched.stream().allMatch(org -> org.quietInterval().compareTo(jump.within()) > 0)) {
      findings.warn(
          path + ".jump.within",
          jump.within().toString(),
          matched.stream().anyMatch(org -> org.interval().compareTo(jump.within()) <= 0)
              ? "is shorter than the interval of every quiet org that it matches: no jump of one is"
                  + " seen"
              : "is shorter than the interval of every org that it matches: no jump is ever seen",
          "Write a longer time, or read these orgs more often.");
    }
  }

  private void overrides() {
    List<PolicyOverride> overrides = fleet.overrides();
    for (int i = 0; i < overrides.size(); i++) {
      PolicyOverride override = overrides.get(i);
      String path = "overrides[" + i + "]";
      if (!override.isActive(now)) {
        findings.warn(
            path + ".until", override.until().toString(), "has passed: it changes nothing", ENDED);
        continue;
      }
      for (int j = 0; j < i; j++) {
        PolicyOverride before = overrides.get(j);
        if (!before.until().isBefore(override.until())
            && covers(before.match(), override.match())) {
          Effects.behind(
              findings, path, "overrides[" + j + "]", "the first matching override applies");
          break;
        }
      }
      fits(path, override.match());
    }
  }
}
