package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Severity;
import dev.headroom.org.Org;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much is wrong with the access of a fleet's orgs.
 *
 * @param orgs every visible org, the one with most and worst findings first; those never audited
 *     last
 */
public record AccessFleetView(List<OfOrg> orgs) {
  /**
   * The last audit of an org.
   *
   * @param day without names of users; null if the org was never audited
   */
  public record OfOrg(Org org, @Nullable AccessDay day) {
    static final Comparator<OfOrg> WORST_FIRST =
        Comparator.comparingInt((OfOrg o) -> -o.count(Severity.HIGH))
            .thenComparingInt(o -> -o.count(Severity.MEDIUM))
            .thenComparingInt(o -> -o.count(Severity.LOW))
            .thenComparing(o -> o.day() == null)
            .thenComparing(o -> o.org().id());

    /** Returns how many unaccepted findings of a severity there are; 0 if never audited. */
    public int count(Severity severity) {
      return day == null ? 0 : day.findings().getOrDefault(severity, 0);
    }

    /** Returns whether it was audited, but not wholly. */
    public boolean isPartial() {
      return day != null && !day.unread().isEmpty();
    }
  }

  /**
   * The findings of a kind and severity in all orgs.
   *
   * @param orgs those that have some, the worst first
   */
  public record OfKind(FindingKind kind, Severity severity, int number, List<OfOrg> orgs) {}

  public AccessFleetView {
    orgs = orgs.stream().sorted(OfOrg.WORST_FIRST).toList();
  }

  /** Returns the findings of all orgs by kind, most severe first. */
  public List<OfKind> kinds() {
    Map<AccessDay.Count, List<OfOrg>> byKind = new TreeMap<>(AccessDay.Count.WORST_FIRST);
    Map<AccessDay.Count, Integer> numbers = new TreeMap<>(AccessDay.Count.WORST_FIRST);
    for (OfOrg org : orgs) {
      if (org.day() != null) {
        for (AccessDay.Count count : org.day().counts()) {
          byKind.computeIfAbsent(count, c -> new ArrayList<>()).add(org);
          numbers.merge(count, count.number(), Integer::sum);
        }
      }
    }
    List<OfKind> kinds = new ArrayList<>();
    byKind.forEach(
        (count, of) ->
            kinds.add(
                new OfKind(count.kind(), count.severity(), numbers.getOrDefault(count, 0), of)));
    return kinds;
  }

  /** Returns how many orgs were never audited. */
  public int unknown() {
    return (int) orgs.stream().filter(o -> o.day() == null).count();
  }

  /** Returns how many unaccepted findings of a severity there are in all orgs. */
  public int count(Severity severity) {
    return orgs.stream().mapToInt(o -> o.count(severity)).sum();
  }
}
