package dev.headroom.report.html;

import dev.headroom.alert.Levels;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.words.BacktestWords;
import dev.headroom.words.Lengths;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What can be tried on the backtest page.
 *
 * @param action where it is sent
 * @param json the same as JSON
 * @param fields the input fields
 * @param off whether nothing is projected
 * @param hidden parameters without a field
 * @param violations what is wrong with the input
 */
@RegisterForReflection
public record BacktestForm(
    String action,
    String json,
    List<Cells.Option> limits,
    List<Field> fields,
    boolean off,
    List<Field> hidden,
    List<Violation> violations) {

  /** Stands for all limits. */
  static final String ALL = "*";

  private static final String LIMIT = "limit";

  /**
   * A field.
   *
   * @param hint the value used if it is left empty; empty if that is not the same for all limits
   */
  @RegisterForReflection
  public record Field(String name, String label, String value, String hint) {}

  /**
   * Returns the form.
   *
   * @param query the query in the address
   * @param given the given members
   * @param inForce what the limit is judged by now; null if several are examined
   */
  static BacktestForm of(
      String org,
      String query,
      List<Cells.Option> limits,
      Map<String, String> given,
      @Nullable Yardstick inForce,
      List<Violation> violations) {
    return new BacktestForm(
        "/orgs/" + org + "/backtest",
        "/api/orgs/" + org + "/backtest" + (query.isEmpty() ? "" : "?" + query),
        limits,
        List.of(
            field(given, "attention", "Attention, %", level(inForce, Levels::attention)),
            field(given, "escalation", "Escalation, %", level(inForce, Levels::escalation)),
            field(
                given,
                "recoverBelow",
                "Recovery margin (points)",
                level(inForce, Levels::recoverBelow)),
            field(
                given,
                "for",
                "Reached for",
                inForce == null ? "" : Lengths.text(inForce.minimum())),
            field(
                given,
                "projectionAttention",
                "Attention ahead by",
                inForce == null ? "" : BacktestWords.horizon(inForce.horizons().attention())),
            field(
                given,
                "projectionEscalation",
                "Escalation ahead by",
                inForce == null ? "" : BacktestWords.horizon(inForce.horizons().escalation())),
            field(
                given,
                "pageFrom",
                "Page from likelihood",
                inForce == null ? "" : BacktestWords.number(inForce.pageFrom()))),
        "off".equals(given.get("projection")),
        given.entrySet().stream()
            .filter(e -> e.getKey().equals("from") || e.getKey().equals("to"))
            .map(e -> new Field(e.getKey(), "", e.getValue(), ""))
            .toList(),
        violations);
  }

  /** Returns the given members; a field that was left empty is absent. */
  public static Map<String, String> members(
      Parameters parameters, OrgView view, List<LimitView> limits) {
    Map<String, String> members = parameters.filled();
    if (!members.containsKey(LIMIT)) {
      OrgPage.chosen(view, limits, null)
          .ifPresent(limit -> members.put(LIMIT, limit.info().name().value()));
    }
    return members;
  }

  /** Returns what a limit is judged by now; null if several are examined. */
  static @Nullable Yardstick inForce(
      Policies policies, Org org, List<LimitView> limits, String name) {
    return limits.stream()
        .map(LimitView::info)
        .filter(info -> info.name().value().equals(name))
        .findFirst()
        .map(info -> policies.yardstickFor(org, info.name(), info.window()))
        .orElse(null);
  }

  /** Returns the limits to choose from. */
  static List<Cells.Option> options(List<LimitView> limits, String chosen) {
    boolean all = chosen.equals(ALL);
    List<Cells.Option> options = new ArrayList<>();
    options.add(new Cells.Option(ALL, "all limits", all));
    options.addAll(Cells.limits(limits, all ? null : chosen));
    return options;
  }

  private static String level(@Nullable Yardstick inForce, ToDoubleFunction<Levels> of) {
    return inForce == null ? "" : BacktestWords.number(of.applyAsDouble(inForce.levels()));
  }

  private static Field field(Map<String, String> given, String name, String label, String hint) {
    return new Field(name, label, given.getOrDefault(name, ""), hint);
  }
}
