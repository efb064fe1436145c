package dev.headroom.report.html;

import dev.headroom.report.DayRange;
import dev.headroom.report.UsageView;
import dev.headroom.report.html.UsageCharts.DayBar;
import dev.headroom.report.html.UsageCharts.Piece;
import dev.headroom.usage.CapacityPlan;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.StoredDay;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Days as stacked bars that add up to the org's counter: the largest integrations, the others, and
 * what is in no event log file.
 *
 * @param keys the parts, in the order of the stack
 * @param days in order; an unknown one is a gap
 * @param columns heads of the table
 * @param marks what the ticks stand for, in words; empty when there are none
 * @param ticks where they lie
 */
@RegisterForReflection
public record DayChart(
    List<Key> keys, List<DayBar> days, List<String> columns, String marks, List<Integer> ticks) {
  private static final int MAX_KEYS = 7;
  private static final String OTHERS = "others";
  private static final String BESIDES = "besides";

  /** A part of the stack. */
  @RegisterForReflection
  public record Key(String look, String name, String calls) {}

  /** How many of the days are unknown, in words; empty when all are known. */
  public String unknown() {
    long unknown = days.stream().filter(day -> !day.known()).count();
    return unknown == 0
        ? ""
        : "%d of %d %s unknown".formatted(unknown, days.size(), unknown == 1 ? "is" : "are");
  }

  /** Of a whole org. */
  static DayChart of(UsageView view) {
    Map<String, String> looks = new LinkedHashMap<>();
    List<Key> keys = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    long shown = 0;
    for (UsageView.Line line : byCalls(view)) {
      if (looks.size() < MAX_KEYS && line.calls() > 0) {
        String look = "p" + looks.size();
        looks.put(line.history().id(), look);
        keys.add(new Key(look, line.history().name(), Figures.number(line.calls())));
        columns.add(line.history().name());
        shown += line.calls();
      }
    }
    if (view.counted() > shown) {
      keys.add(new Key(OTHERS, "all others", Figures.number(view.counted() - shown)));
      columns.add("all others");
    }
    boolean others = view.counted() > shown;
    long besides =
        view.days().stream().mapToLong(d -> Math.max(0, d.unexplained().calls().orElse(0))).sum();
    keys.add(new Key(BESIDES, "in no event log file", Figures.number(besides)));
    columns.addAll(List.of("In no file", "Counter", "Not counted", "Source"));
    List<LocalDate> days = new DayRange(view.from(), view.to()).days();
    long scale = UsageCharts.scale(most(view), view.allocation());
    List<DayBar> bars = new ArrayList<>();
    for (LocalDate day : days) {
      bars.add(bar(day, view, looks, others, scale));
    }
    List<Integer> ticks = ticks(view.allocation(), scale);
    return new DayChart(
        keys,
        bars,
        columns,
        ticks.isEmpty()
            ? ""
            : "marks: %d %% and all of the allocation of %s"
                .formatted(
                    CapacityPlan.COMFORTABLE_PERCENT, Figures.number(view.allocation().orElse(0))),
        ticks);
  }

  private static List<UsageView.Line> byCalls(UsageView view) {
    return view.integrations().stream()
        .sorted((a, b) -> Long.compare(b.calls(), a.calls()))
        .toList();
  }

  private static long most(UsageView view) {
    return view.days().stream()
        .mapToLong(d -> d.counted() + Math.max(0, d.unexplained().calls().orElse(0)))
        .max()
        .orElse(1);
  }

  private static List<Integer> ticks(OptionalLong allocation, long scale) {
    if (allocation.isEmpty() || allocation.getAsLong() > scale) {
      return List.of();
    }
    long max = allocation.getAsLong();
    return List.of(
        UsageCharts.at(max * CapacityPlan.COMFORTABLE_PERCENT / 100, scale),
        UsageCharts.at(max, scale));
  }

  private static DayBar bar(
      LocalDate date, UsageView view, Map<String, String> looks, boolean others, long scale) {
    StoredDay day = view.day(date).filter(d -> d.source().answers()).orElse(null);
    if (day == null) {
      return new DayBar(
          date.toString(),
          UsageCharts.day(date),
          false,
          false,
          List.of(),
          "unknown",
          why(view, date),
          List.of());
    }
    Map<String, Long> calls = new LinkedHashMap<>();
    looks.values().forEach(look -> calls.put(look, 0L));
    if (others) {
      calls.put(OTHERS, 0L);
    }
    for (StoredDay.Part part : day.parts()) {
      calls.merge(looks.getOrDefault(part.id(), OTHERS), part.share().calls(), Long::sum);
    }
    OptionalLong besides = day.unexplained().calls();
    List<Piece> pieces = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    long sum = 0;
    for (var part : calls.entrySet()) {
      sum = piece(pieces, part.getKey(), sum, part.getValue(), scale);
      cells.add(Figures.number(part.getValue()));
    }
    sum = piece(pieces, BESIDES, sum, Math.max(0, besides.orElse(0)), scale);
    OptionalLong used = day.unexplained().used();
    cells.add(besides.isPresent() ? Figures.number(besides.getAsLong()) : "unknown");
    cells.add(used.isPresent() ? Figures.number(used.getAsLong()) : "unknown");
    cells.add(Figures.number(day.uncounted()));
    cells.add(day.source().word());
    boolean partial = day.source().knowledge() == DaySource.Knowledge.PARTIAL;
    return new DayBar(
        date.toString(),
        UsageCharts.day(date),
        true,
        partial,
        pieces,
        used.isPresent() ? Figures.number(used.getAsLong()) : Figures.number(sum) + " counted",
        partial ? why(view, date) : "",
        cells);
  }

  private static long piece(List<Piece> to, String look, long from, long calls, long scale) {
    int x = UsageCharts.at(from, scale);
    int width = UsageCharts.at(from + calls, scale) - x;
    if (width > 0) {
      to.add(new Piece(look, x, width));
    }
    return from + calls;
  }

  private static String why(UsageView view, LocalDate date) {
    return view.day(date)
        .map(d -> String.join(", ", d.source().reasons()))
        .orElse("nothing was read of this day");
  }

  /** Of one integration: its calls, and its budget where it has one. */
  static DayChart of(UsageView view, UsageView.Line line) {
    List<LocalDate> days = new DayRange(view.from(), view.to()).days();
    long most = days.stream().mapToLong(line.history()::callsOn).max().orElse(1);
    OptionalLong budget = line.budget();
    long scale = UsageCharts.scale(most, budget);
    List<DayBar> bars = new ArrayList<>();
    for (LocalDate date : days) {
      boolean known = view.day(date).filter(d -> d.source().answers()).isPresent();
      long calls = line.history().callsOn(date);
      List<Piece> pieces = new ArrayList<>();
      piece(pieces, "p0", 0, calls, scale);
      bars.add(
          new DayBar(
              date.toString(),
              UsageCharts.day(date),
              known,
              false,
              pieces,
              known ? Figures.number(calls) : "unknown",
              known ? "" : why(view, date),
              List.of()));
    }
    boolean marked = budget.isPresent() && budget.getAsLong() <= scale;
    return new DayChart(
        List.of(),
        bars,
        List.of(),
        marked ? "mark: its budget of " + Figures.number(budget.getAsLong()) : "",
        marked ? List.of(UsageCharts.at(budget.getAsLong(), scale)) : List.of());
  }
}
