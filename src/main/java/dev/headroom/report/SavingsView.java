package dev.headroom.report;

import dev.headroom.org.Org;
import dev.headroom.usage.Waste;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The waste in a fleet.
 *
 * @param rows continuing waste, largest saving first
 * @param orgs how many orgs are visible
 * @param unknown how many of them have no known day among the newest
 */
public record SavingsView(List<Row> rows, int orgs, int unknown) {
  /** How many of the newest days are considered. */
  public static final int DAYS = 7;

  /**
   * A possible saving.
   *
   * @param name of the integration
   * @param seen since when
   * @param allocation calls that the org may make in 24 hours; empty if not known
   */
  public record Row(Org org, String name, Waste waste, Seen seen, OptionalLong allocation) {
    static final Comparator<Row> LARGEST_FIRST =
        Comparator.comparing(Row::waste, Waste.LARGEST_FIRST).thenComparing(r -> r.org().id());

    /** Returns the saving as a percentage of the org's allocation; empty if that is not known. */
    public OptionalDouble percent() {
      return waste.percent(allocation);
    }
  }

  /**
   * The waste of one org.
   *
   * @param known whether any of its days is known
   */
  record OfOrg(boolean known, List<Row> rows) {}

  public SavingsView {
    rows = List.copyOf(rows);
  }

  static SavingsView of(List<OfOrg> orgs) {
    return new SavingsView(
        orgs.stream().flatMap(o -> o.rows().stream()).sorted(Row.LARGEST_FIRST).toList(),
        orgs.size(),
        (int) orgs.stream().filter(o -> !o.known()).count());
  }

  /** Returns the waste in several fleets together. */
  public static SavingsView together(Collection<SavingsView> fleets) {
    return new SavingsView(
        fleets.stream().flatMap(f -> f.rows().stream()).sorted(Row.LARGEST_FIRST).toList(),
        fleets.stream().mapToInt(SavingsView::orgs).sum(),
        fleets.stream().mapToInt(SavingsView::unknown).sum());
  }

  /** Returns how many calls a day all of it together would save. */
  public long perDay() {
    return rows.stream().mapToLong(r -> r.waste().perDay()).sum();
  }
}
