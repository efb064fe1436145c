package dev.headroom.report;

import dev.headroom.org.OrgId;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.IntegrationHistory;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Waste;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who spent the calls of an org, and what of it was wasted.
 *
 * @param from first day that was asked for
 * @param to last day that was asked for
 * @param days those of them that are kept, in order; another is unknown
 * @param allocation calls that the org may make in 24 hours; empty when it is not known
 * @param integrations those with calls in the days looked at, the largest first
 * @param waste what was found in the days looked at, the largest saving first
 * @param plan of the days looked at
 */
public record UsageView(
    OrgId org,
    LocalDate from,
    LocalDate to,
    List<StoredDay> days,
    OptionalLong allocation,
    List<Line> integrations,
    List<Waste> waste,
    CapacityPlan plan) {
  /**
   * An integration, and what the manifest says of it.
   *
   * @param calls of the days that were asked for
   * @param rule null when nobody named it
   * @param newest newest day of which calls are known
   * @param allocation calls that the org may make in 24 hours; empty when it is not known
   */
  public record Line(
      IntegrationHistory history,
      long calls,
      @Nullable IntegrationRule rule,
      LocalDate newest,
      OptionalLong allocation) {
    /** Counted calls a day that it may make; empty when nothing is said, or it cannot be told. */
    public OptionalLong budget() {
      IntegrationRule.Budget budget = rule == null ? null : rule.budget();
      if (budget == null || (budget.percent() && allocation.isEmpty())) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(budget.calls(allocation.orElse(0)));
    }

    /** How much of its budget its calls of the newest known day are; not rounded. */
    public OptionalDouble budgetUsedPercent() {
      OptionalLong budget = budget();
      return budget.isPresent() && budget.getAsLong() > 0
          ? OptionalDouble.of(100.0 * history.callsOn(newest) / budget.getAsLong())
          : OptionalDouble.empty();
    }
  }

  public UsageView {
    days = List.copyOf(days);
    integrations = List.copyOf(integrations);
    waste = List.copyOf(waste);
  }

  /**
   * The view of an org.
   *
   * @param looked days that are kept, from before {@code from} on
   * @param first first day that was looked at
   */
  static UsageView of(
      OrgId org,
      List<StoredDay> looked,
      LocalDate first,
      LocalDate from,
      LocalDate to,
      OptionalLong allocation,
      List<IntegrationRule> rules) {
    Map<String, IntegrationRule> named = new HashMap<>();
    rules.forEach(rule -> named.put(rule.id(), rule));
    LocalDate newest =
        looked.stream()
            .filter(d -> d.source().answers())
            .map(StoredDay::day)
            .reduce((a, b) -> b)
            .orElse(to);
    List<Line> lines = new ArrayList<>();
    for (IntegrationHistory history : IntegrationHistory.of(looked)) {
      lines.add(
          new Line(
              history,
              history.callsBetween(from, to),
              named.get(history.id()),
              newest,
              allocation));
    }
    return new UsageView(
        org,
        from,
        to,
        looked.stream().filter(d -> !d.day().isBefore(from)).toList(),
        allocation,
        lines,
        Waste.of(looked),
        CapacityPlan.of(looked, first, to, allocation));
  }

  /** Counted calls of the known days that were asked for. */
  public long counted() {
    return days.stream().mapToLong(StoredDay::counted).sum();
  }

  /** The integration of that id. */
  public Optional<Line> integration(String id) {
    return integrations.stream().filter(l -> l.history().id().equals(id)).findFirst();
  }

  /** The day, if it is kept. */
  public Optional<StoredDay> day(LocalDate day) {
    return days.stream().filter(d -> d.day().equals(day)).findFirst();
  }

  /** What a person would call the integration of that id. */
  public String name(String id) {
    return integration(id).map(l -> l.history().name()).orElse(id);
  }
}
