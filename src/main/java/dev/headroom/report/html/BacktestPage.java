package dev.headroom.report.html;

import dev.headroom.backtest.Alert;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Event;
import dev.headroom.backtest.LimitResult;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Tally;
import dev.headroom.limits.LimitName;
import dev.headroom.report.words.BacktestSummary;
import dev.headroom.report.words.BacktestWords;
import dev.headroom.words.Figures;
import dev.headroom.words.Moments;
import io.quarkus.qute.RawString;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A backtest, ready for its template: on the page of an org, or as a standalone page.
 *
 * @param period what was read, in words; empty if nothing was
 * @param moreEvents how many exhaustions are not listed
 * @param quiet a note on the limits that are not listed; empty if all are
 */
@RegisterForReflection
public record BacktestPage(
    String org,
    String summary,
    String period,
    List<MethodRow> methods,
    List<EventRow> events,
    int moreEvents,
    List<LimitPart> limits,
    String quiet) {
  /** This many lines of one kind are enough; JSON has all. */
  private static final int MOST = 100;

  /** What a method would have done. */
  @RegisterForReflection
  public record MethodRow(
      String name,
      String meaning,
      int events,
      int warned,
      String lead,
      int alerts,
      int pages,
      int real,
      int falseAlarms,
      String monthly,
      String held) {}

  /**
   * An exhaustion.
   *
   * @param told what Headroom would have said before
   * @param line what the line would have said, and so on
   */
  @RegisterForReflection
  public record EventRow(
      String start, String end, String limit, String told, String line, String seasonal) {}

  /**
   * A limit with an exhaustion or an alert.
   *
   * @param inForce what it is judged by now; empty if nothing else is tried
   * @param methods empty if they are those of the whole page
   */
  @RegisterForReflection
  public record LimitPart(
      String limit,
      String window,
      String yardstick,
      String inForce,
      List<MethodRow> methods,
      List<AlertRow> alerts,
      int moreAlerts) {}

  /** One of Headroom's alerts. */
  @RegisterForReflection
  public record AlertRow(
      String opened, String until, String worst, String by, String paged, String outcome) {}

  /**
   * Returns the page for {@code backtest}.
   *
   * @param label what a limit is called
   */
  public static BacktestPage of(Backtest backtest, Function<LimitName, String> label) {
    Instant last = backtest.span().last();
    Instant now = last == null ? backtest.span().to() : last;
    List<LimitResult> told = backtest.limits().stream().filter(LimitResult::isTold).toList();
    List<Event> events = backtest.events();
    return new BacktestPage(
        backtest.plan().org().id().value(),
        BacktestSummary.of(backtest),
        last == null || backtest.span().first() == null
            ? ""
            : "%s to %s UTC, %s"
                .formatted(
                    Figures.clock(backtest.span().first()),
                    Figures.clock(last),
                    BacktestWords.read(backtest)),
        methods(backtest, backtest::total),
        events.stream().limit(MOST).map(e -> event(e, label, now)).toList(),
        Math.max(0, events.size() - MOST),
        told.stream().map(l -> limit(backtest, l, label, now)).toList(),
        BacktestWords.quiet(backtest));
  }

  /**
   * Returns the page as a self-contained document.
   *
   * @param style as CSS
   */
  public String alone(Templates templates, String style) {
    return templates
        .of("backtest-alone")
        .data("page", this)
        .data("style", new RawString(style))
        .render();
  }

  private static List<MethodRow> methods(Backtest backtest, Function<Method, Tally> tallies) {
    return backtest.plan().methods().stream()
        .map(method -> row(backtest, method, tallies.apply(method)))
        .toList();
  }

  private static MethodRow row(Backtest backtest, Method method, Tally t) {
    return new MethodRow(
        BacktestWords.name(backtest, method),
        BacktestWords.meaning(method),
        t.events(),
        t.warned(),
        BacktestWords.lead(t),
        t.alerts(),
        t.pages(),
        t.realPages(),
        t.falseAlarms(),
        BacktestWords.monthly(backtest, t),
        BacktestWords.shares(t));
  }

  private static EventRow event(Event event, Function<LimitName, String> label, Instant now) {
    return new EventRow(
        Moments.near(event.start(), now),
        BacktestWords.until(event.end(), now),
        label.apply(event.limit()),
        event.warning(Method.HEADROOM).map(BacktestWords::warning).orElse("no alert before"),
        lead(event, Method.LINEAR),
        lead(event, Method.SEASONAL));
  }

  private static String lead(Event event, Method method) {
    return event.warning(method).map(w -> BacktestSummary.length(w.lead())).orElse("none");
  }

  private static LimitPart limit(
      Backtest backtest, LimitResult limit, Function<LimitName, String> label, Instant now) {
    List<Alert> alerts = limit.alerts(Method.HEADROOM);
    return new LimitPart(
        label.apply(limit.limit()),
        Cells.window(limit.window()),
        BacktestWords.yardstick(limit.yardstick()),
        limit.inForce() == null ? "" : BacktestWords.yardstick(limit.inForce()),
        backtest.limits().size() == 1 ? List.of() : methods(backtest, limit::tally),
        alerts.stream().limit(MOST).map(a -> alert(a, now)).toList(),
        Math.max(0, alerts.size() - MOST));
  }

  private static AlertRow alert(Alert alert, Instant now) {
    return new AlertRow(
        Moments.near(alert.openedAt(), now),
        BacktestWords.until(alert.resolvedAt(), now),
        alert.worst().word(),
        alert.by().word(),
        Optional.ofNullable(alert.pagedAt()).map(p -> Moments.near(p, now)).orElse("no page"),
        alert.outcome().word());
  }
}
