package dev.headroom.report.html;

import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.CapacityPlan.Part;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A capacity plan, ready to be written out.
 *
 * @param summary whether the allocation suffices, and until when
 * @param tight whether something is needed
 * @param needs what, and the two ways out; null when nothing is
 * @param savings findings to act on
 * @param saved what they come to; null when nothing is needed
 * @param parts the largest integrations, the others together, and all of them
 * @param busiest the most calls of one day that was
 * @param unknown what is not known, a sentence each
 */
@RegisterForReflection
public record PlanCard(
    String summary,
    boolean tight,
    @Nullable String needs,
    List<Saving> savings,
    @Nullable String saved,
    List<Row> parts,
    String busiest,
    List<String> unknown) {
  private static final int MAX_PARTS = 8;
  private static final int MAX_SAVINGS = 10;

  /** A finding to act on. */
  @RegisterForReflection
  public record Saving(String name, String href, String pattern, String resource, String perDay) {}

  /**
   * What an integration calls in a day.
   *
   * @param sum whether it is the sum of all
   */
  @RegisterForReflection
  public record Row(
      String name,
      String typical,
      String typicalPercent,
      String busy,
      String busyPercent,
      String growth,
      boolean sum) {}

  static PlanCard of(CapacityPlan plan, String org) {
    Needs needs = plan.needs();
    return new PlanCard(
        UsageWords.summary(plan),
        needs != null,
        needs == null ? null : UsageWords.needs(needs),
        needs == null
            ? List.of()
            : needs.savings().stream().limit(MAX_SAVINGS).map(s -> saving(s, org)).toList(),
        needs == null ? null : UsageWords.savings(needs),
        rows(plan),
        Figures.number(plan.busiest()),
        UsageWords.gaps(plan));
  }

  private static Saving saving(CapacityPlan.Saving saving, String org) {
    return new Saving(
        saving.name(),
        UsagePage.href(org, saving.waste().integration()),
        saving.waste().pattern().word(),
        UsagePage.resource(saving.waste()),
        Figures.number(saving.waste().perDay()));
  }

  private static List<Row> rows(CapacityPlan plan) {
    List<Row> rows = new ArrayList<>();
    List<Part> parts = plan.parts();
    // One alone is not worth a line for "others".
    int shown = parts.size() <= MAX_PARTS + 1 ? parts.size() : MAX_PARTS;
    for (Part part : parts.subList(0, shown)) {
      OptionalDouble change = part.changePerWeekPercent();
      rows.add(
          row(
              plan,
              part.name(),
              part.typical(),
              part.busy(),
              change.isPresent() ? UsageWords.change(change.getAsDouble()) : "",
              false));
    }
    if (shown < parts.size()) {
      List<Part> others = parts.subList(shown, parts.size());
      rows.add(
          row(
              plan,
              others.size() + " others",
              others.stream().mapToLong(Part::typical).sum(),
              others.stream().mapToLong(Part::busy).sum(),
              "",
              false));
    }
    if (!rows.isEmpty()) {
      rows.add(row(plan, "All", plan.typical(), plan.busy(), "", true));
    }
    return rows;
  }

  private static Row row(
      CapacityPlan plan, String name, long typical, long busy, String growth, boolean sum) {
    return new Row(
        name,
        Figures.number(typical),
        percent(plan.percent(typical)),
        Figures.number(busy),
        percent(plan.percent(busy)),
        growth,
        sum);
  }

  static String percent(OptionalDouble value) {
    return value.isPresent() ? Figures.percent(value.getAsDouble()) : "";
  }
}
