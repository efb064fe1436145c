package dev.headroom.report.html;

import dev.headroom.report.DayRange;
import dev.headroom.report.Parameters;
import dev.headroom.report.Seen;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.UsageWords;
import dev.headroom.usage.IntegrationRule;
import dev.headroom.usage.Trend;
import dev.headroom.usage.Waste;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who spends the calls of an org, ready to be written out.
 *
 * @param json the same as JSON
 * @param known whether any day of those shown is known
 * @param total counted calls of the days shown
 * @param integrations sorted as wished
 * @param findings the largest saving first
 * @param more how many findings there are beyond those shown
 */
@RegisterForReflection
public record UsagePage(
    String org,
    String json,
    String from,
    String to,
    boolean known,
    String total,
    List<Cells.Choice> ranges,
    PlanCard plan,
    DayChart chart,
    List<UsageCharts.HourRow> hours,
    List<Sorting.Head> heads,
    List<Row> integrations,
    List<FindingRow> findings,
    int more) {
  private static final Comparator<UsageView.Line> BY_CALLS =
      Comparator.comparingLong(UsageView.Line::calls).reversed();
  private static final int MAX_FINDINGS = 100;
  private static final int MAX_RESOURCES = 3;
  private static final List<Integer> LENGTHS = List.of(7, 14, 28);

  /** What is wished for: parameters of the page. */
  record Wish(DayRange range, int length, Sorting<UsageView.Line> order, @Nullable LocalDate to) {
    static final List<String> MEMBERS = List.of("days", "to", "sort");

    /**
     * Reads it.
     *
     * @param newest the newest day that can be shown; asked when none is wished for
     */
    static Wish of(Parameters parameters, Supplier<LocalDate> newest) {
      int length =
          parameters
              .choice("days", LENGTHS.stream().map(String::valueOf).toList())
              .map(Integer::parseInt)
              .orElse(DayRange.USUAL_DAYS);
      Sorting<UsageView.Line> order = UsagePage.order(parameters);
      LocalDate to = parameters.day("to", LocalDate.EPOCH);
      boolean given = !to.equals(LocalDate.EPOCH);
      LocalDate end = given ? to : newest.get();
      return new Wish(
          new DayRange(end.minusDays(length - 1), end), length, order, given ? to : null);
    }

    String href(String path, int otherLength, String otherSort) {
      StringBuilder query = new StringBuilder();
      add(query, "days", otherLength == DayRange.USUAL_DAYS ? "" : String.valueOf(otherLength));
      add(query, "to", to == null ? "" : to.toString());
      add(query, "sort", otherSort);
      return path + query;
    }

    private static void add(StringBuilder query, String name, String value) {
      if (!value.isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
      }
    }

    List<Cells.Choice> ranges(String path) {
      return LENGTHS.stream()
          .map(n -> new Cells.Choice(n + " days", href(path, n, order.given()), n == length))
          .toList();
    }
  }

  /** How the integrations are sorted: the most calls first when nothing is asked for. */
  private static Sorting<UsageView.Line> order(Parameters parameters) {
    return Sorting.of(
        parameters,
        "calls",
        List.of(
            Sorting.Column.of(
                "name",
                "Integration",
                Comparator.comparing(
                    (UsageView.Line l) -> l.history().name(), String.CASE_INSENSITIVE_ORDER)),
            Sorting.Column.of("calls", "Calls", BY_CALLS).highestFirst().asNumber(),
            Sorting.Column.<UsageView.Line>plain("Share").asNumber(),
            Sorting.Column.plain("Days"),
            Sorting.Column.of(
                    "typical",
                    "Typical day",
                    Comparator.comparingDouble(
                            (UsageView.Line l) -> l.history().trend().typicalDaily())
                        .reversed())
                .highestFirst()
                .asNumber(),
            Sorting.Column.of(
                    "trend", "Trend", Comparator.comparingDouble(UsagePage::growth).reversed())
                .highestFirst(),
            Sorting.Column.of(
                    "budget",
                    "Budget used",
                    Comparator.comparingDouble(
                            (UsageView.Line l) -> l.budgetUsedPercent().orElse(0))
                        .reversed())
                .highestFirst()
                .knownIf(l -> l.budgetUsedPercent().isPresent()),
            Sorting.Column.of("owner", "Owner", Comparator.comparing(UsagePage::owner))
                .knownIf(l -> !owner(l).isEmpty())));
  }

  private static String owner(UsageView.Line line) {
    IntegrationRule rule = line.rule();
    String owner = rule == null ? null : rule.owner();
    return owner == null ? "" : owner;
  }

  /** What grows most comes first, then what is new; what stopped comes last. */
  private static double growth(UsageView.Line line) {
    Trend trend = line.history().trend();
    double change = trend.changePerWeekPercent().orElse(0);
    return switch (trend.status()) {
      case GROWING -> 1e6 + change;
      case NEW -> 1e5;
      case STEADY -> change / 1e3;
      case SHRINKING -> -1e5 + change;
      case STOPPED -> -1e6;
    };
  }

  /**
   * An integration.
   *
   * @param share of the counted calls of the days shown
   * @param spark a line through its days
   * @param status the word that gives its trend a look
   * @param budget in words; empty when it has none
   * @param over whether its newest day is over its budget
   */
  @RegisterForReflection
  public record Row(
      String name,
      String href,
      String by,
      String calls,
      String share,
      String typical,
      String spark,
      String trend,
      String status,
      String budget,
      boolean over,
      String owner) {}

  /**
   * Something wasteful.
   *
   * @param seen from when to when
   * @param gone since when it is gone, in words; empty while it is not
   */
  @RegisterForReflection
  public record FindingRow(
      String name,
      String href,
      String pattern,
      String resource,
      String perDay,
      String percent,
      String seen,
      String gone,
      String evidence,
      String advice) {}

  /** The page of an integration. */
  static String href(String org, String integration) {
    return "/orgs/" + org + "/integrations/" + path(integration);
  }

  /** A part of a path. */
  static String path(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static UsagePage of(String org, UsageView view, Wish wish) {
    String path = "/orgs/" + org + "/usage";
    List<LocalDate> days = wish.range().days();
    List<Boolean> known = known(days, view);
    List<Waste> waste =
        view.waste().stream().filter(w -> !w.lastSeen().isBefore(view.from())).toList();
    return new UsagePage(
        org,
        "/api/orgs/%s/usage?from=%s&to=%s".formatted(org, view.from(), view.to()),
        UsageWords.day(view.from()),
        UsageWords.day(view.to()),
        known.contains(true),
        Figures.number(view.counted()),
        wish.ranges(path),
        PlanCard.of(view.plan(), org),
        DayChart.of(view),
        UsageCharts.hours(days, view, Optional.empty()),
        wish.order().heads(word -> wish.href(path, wish.length(), word) + "#integrations"),
        rows(org, view, wish, days, known),
        findings(org, view, waste.subList(0, Math.min(MAX_FINDINGS, waste.size()))),
        Math.max(0, waste.size() - MAX_FINDINGS));
  }

  static List<Boolean> known(List<LocalDate> days, UsageView view) {
    return days.stream()
        .map(d -> view.day(d).filter(kept -> kept.source().answers()).isPresent())
        .toList();
  }

  private static List<Row> rows(
      String org, UsageView view, Wish wish, List<LocalDate> days, List<Boolean> known) {
    long counted = Math.max(1, view.counted());
    List<UsageView.Line> calling =
        view.integrations().stream().filter(line -> line.calls() > 0).sorted(BY_CALLS).toList();
    return wish.order().sorted(calling).stream()
        .map(line -> row(org, line, counted, days, known))
        .toList();
  }

  private static Row row(
      String org, UsageView.Line line, long counted, List<LocalDate> days, List<Boolean> known) {
    Trend trend = line.history().trend();
    return new Row(
        line.history().name(),
        href(org, line.history().id()),
        line.history().identifiedBy(),
        Figures.number(line.calls()),
        Figures.percent(100.0 * line.calls() / counted),
        Figures.number(Math.round(trend.typicalDaily())),
        UsageCharts.spark(days, known, line.history()),
        UsageWords.trend(trend),
        UsageWords.word(trend.status()),
        budget(line),
        line.budgetUsedPercent().orElse(0) >= 100,
        owner(line));
  }

  /** {@code 83.2 % of 20,000}; empty when it has none. */
  static String budget(UsageView.Line line) {
    OptionalLong budget = line.budget();
    OptionalDouble used = line.budgetUsedPercent();
    if (budget.isEmpty()) {
      IntegrationRule rule = line.rule();
      return rule != null && rule.budget() != null ? "unknown: no allocation was read" : "";
    }
    return (used.isPresent() ? Figures.percent(used.getAsDouble()) + " of " : "")
        + Figures.number(budget.getAsLong())
        + (line.isBudgetTooLarge() ? ", more than the whole org may make" : "");
  }

  static List<FindingRow> findings(String org, UsageView view, List<Waste> waste) {
    return waste.stream()
        .map(
            w ->
                finding(
                    w,
                    view.name(w.integration()),
                    href(org, w.integration()),
                    view.seen(w),
                    view.allocation()))
        .toList();
  }

  static FindingRow finding(
      Waste waste, String name, String href, Seen seen, OptionalLong allocation) {
    return new FindingRow(
        name,
        href,
        waste.pattern().word(),
        resource(waste),
        Figures.number(waste.perDay()),
        PlanCard.percent(waste.percent(allocation)),
        UsageWords.seen(seen.first(), seen.last()),
        UsageWords.gone(seen.gone()),
        waste.newest().evidence(),
        waste.newest().advice(allocation.orElse(0)));
  }

  /** What is called; of many resources the first. */
  static String resource(Waste waste) {
    List<String> all = List.of(waste.resource().split(" \\+ ", -1));
    return all.size() <= MAX_RESOURCES + 1
        ? waste.resource()
        : String.join(" + ", all.subList(0, MAX_RESOURCES))
            + " and "
            + (all.size() - MAX_RESOURCES)
            + " more";
  }
}
