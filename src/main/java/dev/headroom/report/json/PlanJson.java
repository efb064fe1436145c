package dev.headroom.report.json;

import dev.headroom.report.UsageView;
import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.CapacityPlan.Passing;
import dev.headroom.usage.Waste;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A capacity plan in the public JSON. Unknown values are null and listed in {@code unknown}. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * A plan.
   *
   * @param summary the same in words
   * @param asOf newest known day
   * @param typical sum of the typical days of {@code parts}
   * @param busy sum of their busy days
   * @param busiest most calls of one known day
   * @param comfortable calls of a typical day that are comfortable
   * @param passes {@code already}, {@code on}, {@code not-soon}, {@code no-growth} or {@code
   *     unknown}
   * @param passesOn the day, for {@code on}
   * @param needs what has to be bought or saved; null if nothing
   * @param unknown a sentence for each unknown value
   */
  public record Plan(
      String summary,
      @Nullable String asOf,
      int knownDays,
      @Nullable Long allocation,
      @Nullable Long comfortable,
      long typical,
      @Nullable Double typicalPercent,
      long busy,
      @Nullable Double busyPercent,
      long busiest,
      String passes,
      @Nullable String passesOn,
      @Nullable Need needs,
      List<Part> parts,
      List<String> unknown) {}

  public record Part(
      String integration,
      String name,
      long typical,
      long busy,
      @Nullable Double changePerWeekPercent) {}

  /** What is needed so that it is comfortable in {@code days} days. */
  public record Need(
      int days,
      long typicalThen,
      long busyThen,
      long addOn,
      long toSave,
      List<Saving> savings,
      long saved,
      long addOnBesides) {}

  public record Saving(
      String integration, String name, String pattern, String resource, long savingPerDay) {}

  static Plan of(UsageView view) {
    CapacityPlan plan = view.plan();
    LocalDate asOf = plan.asOf();
    Needs needs = plan.needs();
    return new Plan(
        UsageWords.summary(plan),
        asOf == null ? null : asOf.toString(),
        plan.knownDays(),
        UsageJson.number(plan.allocation()),
        UsageJson.number(plan.comfortable()),
        plan.typical(),
        UsageJson.tenths(plan.percent(plan.typical())),
        plan.busy(),
        UsageJson.tenths(plan.percent(plan.busy())),
        plan.busiest(),
        passes(plan.passing()),
        plan.passing() instanceof Passing.On on ? on.day().toString() : null,
        needs == null ? null : needs(needs),
        plan.parts().stream()
            .map(
                p ->
                    new Part(
                        p.id(),
                        p.name(),
                        p.typical(),
                        p.busy(),
                        UsageJson.tenths(p.changePerWeekPercent())))
            .toList(),
        UsageWords.gaps(plan));
  }

  private static String passes(Passing passing) {
    return switch (passing) {
      case Passing.Passed p -> "already";
      case Passing.On on -> "on";
      case Passing.NotSoon n -> "not-soon";
      case Passing.NoGrowth n -> "no-growth";
      case Passing.Unknown u -> "unknown";
    };
  }

  private static Need needs(Needs needs) {
    return new Need(
        CapacityPlan.PLANNED_DAYS,
        needs.typicalThen(),
        needs.busyThen(),
        needs.addOn(),
        needs.toSave(),
        needs.savings().stream().map(PlanJson::saving).toList(),
        needs.saved(),
        needs.addOnBesides());
  }

  private static Saving saving(CapacityPlan.Saving saving) {
    Waste waste = saving.waste();
    return new Saving(
        waste.integration(),
        saving.name(),
        waste.pattern().word(),
        waste.resource(),
        waste.perDay());
  }
}
