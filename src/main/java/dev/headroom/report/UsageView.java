package dev.headroom.report;

import dev.headroom.org.OrgId;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.IntegrationHistory;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.KnownFindings;
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
 * Who used an org's API calls, and how many of them were wasted.
 *
 * @param from first day requested
 * @param to last day requested
 * @param days the stored ones of them, in order; other days are unknown
 * @param allocation calls that the org may make in 24 hours; empty if not known
 * @param integrations those with calls in the days considered, largest first
 * @param waste what was found in the days considered, largest saving first
 * @param findings what is remembered of findings beyond these days
 * @param plan based on the days considered
 */
public record UsageView(
    OrgId org,
    LocalDate from,
    LocalDate to,
    List<StoredDay> days,
    OptionalLong allocation,
    List<Line> integrations,
    List<Waste> waste,
    KnownFindings findings,
    CapacityPlan plan) {
  /**
   * An integration, and what the manifest says about it.
   *
   * @param calls on the requested days
   * @param rule null if the manifest does not name it
   * @param newest newest day with known calls
   * @param allocation calls that the org may make in 24 hours; empty if not known
   */
  public record Line(
      IntegrationHistory history,
      long calls,
      @Nullable IntegrationRule rule,
      LocalDate newest,
      OptionalLong allocation) {
    /**
     * Returns how many counted calls a day it may make; empty if the manifest gives no budget or
     * the number is not known.
     */
    public OptionalLong budget() {
      IntegrationRule.Budget budget = rule == null ? null : rule.budget();
      if (budget == null || (budget.percent() && allocation.isEmpty())) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(budget.calls(allocation.orElse(0)));
    }

    /** Returns whether the budget is more than the org may make: then it never holds. */
    public boolean isBudgetTooLarge() {
      IntegrationRule.Budget budget = rule == null ? null : rule.budget();
      return budget != null
          && allocation.isPresent()
          && allocation.getAsLong() > 0
          && budget.exceeds(allocation.getAsLong());
    }

    /**
     * Returns how much of its budget its calls on the newest known day are, in percent, not
     * rounded.
     */
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
   * Returns the view of an org.
   *
   * @param looked stored days, beginning before {@code from}
   * @param first first day considered
   * @param range the days requested
   */
  static UsageView of(
      OrgId org,
      List<StoredDay> looked,
      LocalDate first,
      DayRange range,
      OptionalLong allocation,
      List<IntegrationRule> rules,
      KnownFindings findings) {
    LocalDate from = range.from();
    LocalDate to = range.to();
    Map<String, IntegrationRule> named = new HashMap<>();
    rules.forEach(rule -> named.put(rule.id(), rule));
    LocalDate newest =
        looked.stream()
            .filter(d -> d.source().answers())
            .map(StoredDay::day)
            .reduce((a, b) -> b)
            .orElse(to);
    List<Line> lines = new ArrayList<>();
    List<IntegrationHistory> histories = IntegrationHistory.of(looked);
    List<Waste> waste = Waste.of(looked);
    for (IntegrationHistory history : histories) {
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
        waste,
        findings,
        CapacityPlan.of(looked, histories, waste, first, to, allocation));
  }

  /** Returns when {@code waste} was seen, and whether it is gone. */
  public Seen seen(Waste waste) {
    return Seen.of(waste, findings);
  }

  /** Returns the counted calls of the known days requested. */
  public long counted() {
    return days.stream().mapToLong(StoredDay::counted).sum();
  }

  /** Returns the integration with that id. */
  public Optional<Line> integration(String id) {
    return integrations.stream().filter(l -> l.history().id().equals(id)).findFirst();
  }

  /** Returns the day, if it is stored. */
  public Optional<StoredDay> day(LocalDate day) {
    return days.stream().filter(d -> d.day().equals(day)).findFirst();
  }

  /** Returns the name for people of the integration with that id. */
  public String name(String id) {
    return integration(id).map(l -> l.history().name()).orElse(id);
  }
}
