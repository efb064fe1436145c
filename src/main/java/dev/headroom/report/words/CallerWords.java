package dev.headroom.report.words;

import dev.headroom.report.Runbook;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.Document.Block;
import dev.headroom.report.words.Document.Column;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.CapacityPlan.Needs;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.Waste;
import dev.headroom.words.Figures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** Says who uses an org's calls, whether they suffice, and what can be saved. */
final class CallerWords {
  private static final int MAX_INTEGRATIONS = 50;
  private static final int MAX_SAVINGS = 10;
  private static final String NONE = "No event log file was read yet, so nobody knows who calls.";

  private CallerWords() {}

  static List<Block> integrations(Runbook book) {
    List<UsageView.Line> lines =
        book.usage().integrations().stream()
            .filter(line -> line.history().isGoingOn())
            .sorted(
                Comparator.comparingDouble(
                        (UsageView.Line line) -> line.history().trend().typicalDaily())
                    .reversed()
                    .thenComparing(line -> line.history().id()))
            .toList();
    if (lines.isEmpty()) {
      return List.of(new Block.Text(NONE));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Grid(
            List.of(
                Column.of("Integration"),
                Column.of("Owner"),
                Column.of("Contact"),
                Column.number("Typical day"),
                Column.number("Peak day"),
                Column.of("Peak on"),
                Column.of("Budget a day"),
                Column.of("Trend")),
            lines.stream().limit(MAX_INTEGRATIONS).map(CallerWords::row).toList()));
    if (lines.size() > MAX_INTEGRATIONS) {
      blocks.add(
          new Block.Text(
              "%d more with fewer calls are on the usage page."
                  .formatted(lines.size() - MAX_INTEGRATIONS)));
    }
    blocks.add(
        new Block.Text(
            "A typical day is the median of the known days since an integration's first call, from %s to %s; the peak is the most on one of them."
                .formatted(
                    UsageWords.day(book.usage().from()), UsageWords.day(book.usage().to()))));
    return blocks;
  }

  private static List<String> row(UsageView.Line line) {
    IntegrationRule rule = line.rule();
    Map.Entry<LocalDate, DayUsage.Share> peak =
        line.history().days().entrySet().stream()
            .max(Comparator.comparingLong(day -> day.getValue().calls()))
            .orElseThrow();
    return List.of(
        line.history().name(),
        rule == null ? "not named" : Objects.requireNonNullElse(rule.owner(), "not named"),
        rule == null ? "not named" : Objects.requireNonNullElse(rule.contact(), "not named"),
        Figures.number(Math.round(line.history().trend().typicalDaily())),
        Figures.number(peak.getValue().calls()),
        UsageWords.day(peak.getKey()),
        budget(line),
        UsageWords.trend(line.history().trend()));
  }

  private static String budget(UsageView.Line line) {
    OptionalLong budget = line.budget();
    IntegrationRule rule = line.rule();
    if (budget.isPresent()) {
      return Figures.number(budget.getAsLong());
    }
    return rule != null && rule.budget() != null ? "not known: no allocation was read" : "none";
  }

  static List<Block> plan(Runbook book) {
    CapacityPlan plan = book.usage().plan();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Text(UsageWords.summary(plan)));
    if (plan.knownDays() > 0) {
      blocks.add(
          new Block.Text(
              "Typical day %s calls, busy day %s, busiest so far %s, over %s."
                  .formatted(
                      Figures.number(plan.typical()),
                      Figures.number(plan.busy()),
                      Figures.number(plan.busiest()),
                      plan.knownDays() == 1 ? "1 known day" : plan.knownDays() + " known days")));
    }
    Needs needs = plan.needs();
    if (needs != null) {
      blocks.add(new Block.Text(UsageWords.needs(needs)));
      blocks.add(new Block.Text(UsageWords.savings(needs)));
    } else if (plan.knownDays() > 0 && plan.allocation().isPresent()) {
      blocks.add(new Block.Text("Nothing has to be bought or saved now."));
    }
    return blocks;
  }

  /** Returns what is wasteful and continues, the largest saving first. */
  static List<Waste> waste(Runbook book) {
    LocalDate newest = book.usage().plan().asOf();
    return newest == null
        ? List.of()
        : book.usage().waste().stream().filter(waste -> waste.isGoingOn(newest)).toList();
  }

  static List<Block> savings(Runbook book) {
    if (book.usage().plan().knownDays() == 0) {
      return List.of(new Block.Text(NONE));
    }
    List<Waste> all = waste(book);
    if (all.isEmpty()) {
      return List.of(new Block.Text("No wasteful pattern was found."));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Grid(
            List.of(
                Column.of("Integration"),
                Column.of("Pattern"),
                Column.of("On"),
                Column.number("Saves a day"),
                Column.of("What to do")),
            all.stream().limit(MAX_SAVINGS).map(waste -> saving(book, waste)).toList()));
    if (all.size() > MAX_SAVINGS) {
      blocks.add(
          new Block.Text(
              "%d more with smaller savings are on the usage page."
                  .formatted(all.size() - MAX_SAVINGS)));
    }
    return blocks;
  }

  private static List<String> saving(Runbook book, Waste waste) {
    return List.of(
        book.usage().name(waste.integration()),
        waste.pattern().word().replace('-', ' '),
        waste.resource(),
        Figures.number(waste.perDay()),
        waste.pattern().instead());
  }
}
