package dev.headroom.report;

import dev.headroom.org.Org;
import dev.headroom.usage.Waste;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is wasted in a fleet.
 *
 * @param rows what goes on, the largest saving first
 * @param orgs how many orgs are seen
 * @param unknown how many of them have no known day among the newest
 */
public record SavingsView(List<Row> rows, int orgs, int unknown) {
  /** The newest days that are looked at. */
  public static final int DAYS = 7;

  /**
   * Something to save.
   *
   * @param name of the integration
   * @param allocation calls that the org may make in 24 hours; empty when it is not known
   */
  public record Row(Org org, String name, Waste waste, OptionalLong allocation) {
    static final Comparator<Row> LARGEST_FIRST =
        Comparator.comparing(Row::waste, Waste.LARGEST_FIRST).thenComparing(r -> r.org().id());

    /** The saving in per cent of the org's allocation; empty when that is not known. */
    public OptionalDouble percent() {
      return allocation.isPresent() && allocation.getAsLong() > 0
          ? OptionalDouble.of(100.0 * waste.perDay() / allocation.getAsLong())
          : OptionalDouble.empty();
    }
  }

  /**
   * What one org wastes.
   *
   * @param known whether a day of it is known
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

  /** Calls a day that all of it together would save. */
  public long perDay() {
    return rows.stream().mapToLong(r -> r.waste().perDay()).sum();
  }
}
