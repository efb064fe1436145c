package dev.headroom.fleet.manifest;

import dev.headroom.fleet.Fleet;
import dev.headroom.org.Org;
import dev.headroom.usage.AddressRange;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.IntegrationRule.Budget;
import dev.headroom.usage.IntegrationRule.Match;
import dev.headroom.usage.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Warns about integrations that take every call, that get nothing because an earlier one takes it,
 * and whose budgets exceed the allocation.
 */
final class IntegrationEffects {
  /** More pairs of values than this are not compared. */
  private static final long MAX_PAIRS = 100_000;

  private static final int WHOLE = 100;

  /** The lists of a match, by name. */
  private static final Map<String, Function<Match, List<String>>> LISTS =
      Map.of(
          "orgs", Match::orgs,
          "apps", Match::apps,
          "clients", Match::clients,
          "users", Match::users,
          "addresses", Match::addresses);

  private final Fleet fleet;
  private final List<IntegrationRule> rules;
  private final Findings findings;

  IntegrationEffects(Fleet fleet, Findings findings) {
    this.fleet = fleet;
    this.rules = fleet.integrations();
    this.findings = findings;
  }

  void tell() {
    for (int i = 0; i < rules.size(); i++) {
      everything(i);
      boolean used = true;
      for (int j = 0; j < i && used; j++) {
        used = !overlap(j, i);
      }
    }
    for (Org org : fleet.orgs()) {
      budgets(org);
    }
  }

  private void everything(int i) {
    Match match = rules.get(i).match();
    boolean all =
        List.of(match.apps(), match.clients(), match.users()).stream()
                .allMatch(l -> l.isEmpty() || l.stream().anyMatch(IntegrationEffects::isAny))
            && (match.addresses().isEmpty()
                || match.addresses().stream().anyMatch(IntegrationEffects::isAnywhere));
    if (all) {
      findings.warn(
          place(i) + ".match",
          null,
          "matches every call that names one, so nothing is left to tell programs apart",
          "Narrow it to what the integration alone has.");
    }
  }

  /**
   * Whether the first of two leaves nothing to the other; warns about that, or about what it takes.
   */
  private boolean overlap(int first, int other) {
    Match a = rules.get(first).match();
    Match b = rules.get(other).match();
    Map<String, List<String>> taken = new TreeMap<>();
    for (var list : LISTS.entrySet()) {
      List<String> mine = list.getValue().apply(a);
      List<String> its = list.getValue().apply(b);
      if (mine.isEmpty()) {
        continue;
      }
      if ((long) mine.size() * its.size() > MAX_PAIRS) {
        return false;
      }
      List<String> both =
          its.stream()
              .filter(o -> mine.stream().anyMatch(m -> holds(list.getKey(), m, o)))
              .toList();
      if (both.size() < its.size() || its.isEmpty()) {
        taken.put(list.getKey(), both);
      }
    }
    if (taken.isEmpty()) {
      Effects.behind(
          findings, place(other), place(first), "the first matching integration applies");
      return true;
    }
    if (taken.size() == 1) { // everything else is the same: values that both have go to the first
      taken.forEach((name, values) -> partly(first, other, name, values));
    }
    return false;
  }

  private void partly(int first, int other, String name, List<String> values) {
    List<String> its =
        Optional.ofNullable(LISTS.get(name)).orElseThrow().apply(rules.get(other).match());
    for (String value : values) {
      findings.warn(
          "%s.match.%s[%d]".formatted(place(other), name, its.indexOf(value)),
          value,
          "matches nothing here: " + place(first) + " already has it, and the first match counts",
          "Remove it from one of the two.");
    }
  }

  /** Whether budgets in per cent promise more than an org's allocation. */
  private void budgets(Org org) {
    int sum = 0;
    int last = -1;
    for (int i = 0; i < rules.size(); i++) {
      List<String> orgs = rules.get(i).match().orgs();
      Budget budget = rules.get(i).budget();
      if (budget != null
          && budget.percent()
          && (orgs.isEmpty() || orgs.contains(org.id().value()))) {
        sum += budget.amount();
        last = i;
      }
    }
    if (sum > WHOLE) {
      findings.warn(
          place(last) + ".budget",
          null,
          "makes the budgets of %s %d per cent of its allocation together".formatted(org.id(), sum),
          "Lower one: all may be kept, and the org still runs out.");
    }
  }

  private static boolean holds(String list, String mine, String other) {
    if (list.equals("addresses")) {
      Optional<AddressRange> a = AddressRange.parse(mine);
      Optional<AddressRange> b = AddressRange.parse(other);
      return mine.equals(other) || (a.isPresent() && b.isPresent() && a.get().holds(b.get()));
    }
    return list.equals("orgs") ? mine.equals(other) : Wildcard.matches(mine, other);
  }

  /** {@code *}, {@code **}, {@code ?*}: matches anything that has a character. */
  private static boolean isAny(String pattern) {
    return pattern.contains("*") && pattern.chars().allMatch(c -> c == '*' || c == '?');
  }

  private static boolean isAnywhere(String range) {
    return AddressRange.parse(range).filter(AddressRange::isEverything).isPresent();
  }

  private static String place(int i) {
    return "integrations[" + i + "]";
  }
}
