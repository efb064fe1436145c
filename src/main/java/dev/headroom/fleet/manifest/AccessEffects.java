package dev.headroom.fleet.manifest;

import dev.headroom.access.AccessPolicy;
import dev.headroom.fleet.Fleet;
import dev.headroom.org.Org;
import java.util.List;
import java.util.Optional;

/** Warns about entries of {@code access} that apply to no org. */
final class AccessEffects {
  private final Fleet fleet;
  private final Findings findings;

  AccessEffects(Fleet fleet, Findings findings) {
    this.fleet = fleet;
    this.findings = findings;
  }

  /** A fleet without orgs is unfinished: nothing is said about what will be watched later. */
  void tell() {
    List<AccessPolicy> policies = fleet.access();
    for (int i = 0; i < policies.size() && !fleet.orgs().isEmpty(); i++) {
      AccessPolicy policy = policies.get(i);
      List<Org> matched = fleet.orgs().stream().filter(org -> fits(policy, org)).toList();
      String path = "access[" + i + "]";
      if (matched.isEmpty()) {
        findings.warn(
            path + ".match",
            null,
            "matches no org of the manifest",
            "Give an org that tenant and those tags, or correct the match: case counts.");
      } else if (matched.stream()
          .noneMatch(org -> chosen(org).filter(policy::equals).isPresent())) {
        findings.warn(
            path,
            null,
            "is never used: each org that it matches has an entry that is more specific, or as"
                + " specific and before it, such as access["
                + policies.indexOf(chosen(matched.getFirst()).orElse(policy))
                + "]",
            "Name orgs or more tags in its match, join the two, or remove it.");
      } else if (policies.indexOf(policy) < i) {
        findings.warn(
            path,
            null,
            "is the same as access[" + policies.indexOf(policy) + "]",
            "Keep one of the two.");
      }
    }
  }

  private static boolean fits(AccessPolicy policy, Org org) {
    return policy.match().fits(org.id().value(), org.tenant(), org.tags());
  }

  private Optional<AccessPolicy> chosen(Org org) {
    return AccessPolicy.of(fleet.access(), org.id().value(), org.tenant(), org.tags());
  }
}
