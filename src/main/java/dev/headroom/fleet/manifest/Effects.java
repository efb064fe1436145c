package dev.headroom.fleet.manifest;

import dev.headroom.alert.NamePattern;
import dev.headroom.alert.Severity;
import dev.headroom.fleet.Fleet;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.Wildcard;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns about entries that are well-formed but can have no effect. Used only for a manifest without
 * violations: then places in the fleet are places in the text.
 */
final class Effects {
  private static final String BEHIND =
      "Put it before the other, narrow the other's match, or remove it.";

  /** More pairs of patterns than this are not compared. */
  private static final long MAX_PAIRS = 100_000;

  private final Fleet fleet;
  private final List<String> known;
  private final Findings findings;
  private final Set<Watched> watched;

  /** What matches examine in an org. */
  private record Watched(String tenant, Map<String, String> tags) {
    boolean fits(@Nullable String otherTenant, Map<String, String> otherTags) {
      return (otherTenant == null || otherTenant.equals(tenant))
          && tags.entrySet().containsAll(otherTags.entrySet());
    }
  }

  private Effects(Fleet fleet, List<String> known, Findings findings) {
    this.fleet = fleet;
    this.known = known;
    this.findings = findings;
    this.watched =
        fleet.orgs().stream()
            .map(org -> new Watched(org.tenant(), org.tags()))
            .collect(Collectors.toSet());
  }

  /**
   * Warns about everything in {@code fleet} that can have no effect.
   *
   * @param known the names of known limits; if empty, names are not checked
   * @param now the fleet's time
   */
  static void tell(Fleet fleet, List<String> known, Instant now, Findings findings) {
    Effects effects = new Effects(fleet, known, findings);
    new PolicyEffects(fleet, findings, now).tell();
    effects.targets();
    effects.routes();
    effects.mutes(now);
    effects.names();
    new IntegrationEffects(fleet, findings).tell();
    new AccessEffects(fleet, findings).tell();
    effects.spend();
    if (fleet.ports().contains(443)) {
      findings.warn("ports", null, "names 443, which may always be called", "Leave it out.");
    }
  }

  private static boolean takes(List<String> first, List<String> other) {
    return first.isEmpty()
        || (!other.isEmpty()
            && other.stream().allMatch(o -> first.stream().anyMatch(f -> Wildcard.matches(f, o))));
  }

  private void spend() {
    List<SpendRule> rules = fleet.spend();
    for (int i = 0; i < rules.size(); i++) {
      SpendRule rule = rules.get(i);
      String path = "spend[" + i + "]";
      for (int j = 0; j < i; j++) {
        SpendRule before = rules.get(j);
        if (covers(before.tenant(), rule.tenant())
            && covers(before.tags(), rule.tags())
            && takes(before.orgs(), rule.orgs())) {
          behind(path, "spend[" + j + "]", "the first matching cap applies");
          break;
        }
      }
      fits(path, rule.tenant(), rule.tags());
    }
  }

  private void routes() {
    List<Route> routes = fleet.routes();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      String path = "routes[" + i + "]";
      for (int j = 0; j < i; j++) {
        if (!routes.get(j).continues() && covers(routes.get(j).match(), route.match())) {
          behind(path, "routes[" + j + "]", "it ends the search, because it has no continue: true");
          break;
        }
      }
      fits(path, route.match().tenant(), route.match().tags());
      names(path, route.match().limits());
      if (route.to().isEmpty() && route.continues()) {
        findings.warn(
            path + ".to",
            null,
            "is empty, and the search goes on: the route does nothing",
            "Name a target, or remove continue so that nobody is notified.");
      }
      Set<TargetId> named = new HashSet<>();
      for (int k = 0; k < route.to().size(); k++) {
        if (!named.add(route.to().get(k))) {
          findings.warn(
              path + ".to[" + k + "]",
              route.to().get(k).value(),
              "appears twice: a target gets each message once",
              "Keep one of the two.");
        }
      }
    }
  }

  private void mutes(Instant now) {
    for (Mute mute : fleet.telling().mutes()) {
      Instant until = mute.until();
      if (until != null && !now.isBefore(until)) {
        findings.warn(
            mute.id() + ".until",
            until.toString(),
            "has passed: the mute by " + mute.by() + " keeps nothing back any more",
            "Remove the mute, or write a later time.");
      }
      fits(mute.id(), mute.match().tenant(), mute.match().tags());
      names(mute.id(), mute.match().limits());
    }
  }

  private void targets() {
    Set<TargetId> told = new HashSet<>();
    fleet.routes().forEach(route -> told.addAll(route.to()));
    for (int i = 0; i < fleet.targets().size(); i++) {
      Target target = fleet.targets().get(i);
      if (!told.contains(target.id())) {
        findings.warn(
            "targets[" + i + "]",
            target.id().value(),
            "is named by no route: it gets no messages",
            "Add it to the 'to' of a route, such as {match: {}, to: [" + target.id() + "]}.");
      }
    }
  }

  private void names() {
    for (int i = 0; i < fleet.policies().size(); i++) {
      names("policies[" + i + "]", fleet.policies().get(i).limits());
    }
    for (int i = 0; i < fleet.overrides().size(); i++) {
      names("overrides[" + i + "]", fleet.overrides().get(i).match().limits());
    }
  }

  /** A limit may be newer than this release, so an unknown name is not a violation. */
  private void names(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size() && !known.isEmpty(); i++) {
      String pattern = patterns.get(i);
      // The children of an entry are named by whoever installed an app.
      boolean fits =
          pattern.indexOf('.') >= 0
              || known.stream().anyMatch(name -> NamePattern.matches(pattern, name));
      if (!fits) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        String meant =
            known.stream()
                .filter(name -> NamePattern.matches(lower, name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> "Case counts: write it as in " + name + ".")
                .orElse("Correct it, unless it is newer than this release of Headroom.");
        findings.warn(path + ".match.limits[" + i + "]", pattern, "matches no known limit", meant);
      }
    }
  }

  private void behind(String path, String other, String why) {
    behind(findings, path, other, why);
  }

  static void behind(Findings findings, String path, String other, String why) {
    findings.warn(
        path,
        null,
        "is never used: " + other + " matches everything that it does, and " + why,
        BEHIND);
  }

  /** A fleet without orgs is unfinished: nothing is said about what will be watched later. */
  private void fits(String path, @Nullable String tenant, Map<String, String> tags) {
    boolean any = watched.isEmpty() || watched.stream().anyMatch(org -> org.fits(tenant, tags));
    if (!any) {
      findings.warn(
          path + ".match",
          null,
          "matches no org of the manifest",
          "Give an org that tenant and those tags, or correct the match: case counts.");
    }
  }

  /** Whether {@code outer} matches everything that {@code inner} matches. */
  private static boolean covers(Route.Match outer, Route.Match inner) {
    boolean severity =
        outer.severity() == null
            || outer.severity() == Severity.ATTENTION
            || (inner.severity() != null && inner.severity().compareTo(outer.severity()) >= 0);
    return severity
        && covers(outer.tenant(), inner.tenant())
        && covers(outer.tags(), inner.tags())
        && coversLimits(outer.limits(), inner.limits(), false);
  }

  static boolean covers(@Nullable String outer, @Nullable String inner) {
    return outer == null || Objects.equals(outer, inner);
  }

  static boolean covers(Map<String, String> outer, Map<String, String> inner) {
    return inner.entrySet().containsAll(outer.entrySet());
  }

  /**
   * Whether {@code outer} names every limit that {@code inner} names.
   *
   * @param limitsOnly whether only limits are matched: then {@code *} is everything
   */
  static boolean coversLimits(List<String> outer, List<String> inner, boolean limitsOnly) {
    if (outer.isEmpty() || (limitsOnly && outer.contains("*"))) {
      return true;
    }
    // Treats the pattern as a name: its stars match only where the outer pattern also accepts any
    // run.
    return !inner.isEmpty()
        && (long) inner.size() * outer.size() <= MAX_PAIRS
        && inner.stream().allMatch(in -> outer.stream().anyMatch(p -> NamePattern.matches(p, in)));
  }
}
