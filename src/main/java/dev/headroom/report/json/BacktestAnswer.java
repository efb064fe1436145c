package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Alert;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Event;
import dev.headroom.backtest.Held;
import dev.headroom.backtest.LimitResult;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Span;
import dev.headroom.backtest.Warning;
import dev.headroom.report.words.BacktestSummary;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A backtest as seen from outside: in the function's answer, in the API and on the command line.
 * Durations are in minutes.
 *
 * @param summary it in sentences
 * @param methods of all limits together, by method
 * @param limits those that ran out or would have had an alert
 * @param quietLimits how many others there were
 */
@RegisterForReflection
public record BacktestAnswer(
    String org,
    String summary,
    History history,
    Map<String, Tally> methods,
    List<Exhaustion> events,
    List<Limit> limits,
    int quietLimits) {

  /**
   * What was read.
   *
   * @param tooShort what cannot be judged for lack of history; null if it is long enough
   */
  @RegisterForReflection
  public record History(
      String from,
      String to,
      @Nullable String first,
      @Nullable String last,
      double days,
      long slots,
      long readings,
      int gaps,
      long missingMinutes,
      int damagedDays,
      @Nullable String tooShort) {}

  /** What a method would have done. Shares are null if nothing fell due. */
  @RegisterForReflection
  public record Tally(
      int events,
      int warned,
      int warnedHalfAnHour,
      @Nullable Long medianLeadMinutes,
      int alerts,
      int messages,
      int pages,
      int realPages,
      int undecidedPages,
      int falseAlarms,
      @Nullable Double falseAlarmsIn30Days,
      Coverage coverage) {}

  /** Shares of the 90 % intervals of use that held, 0 to 1. */
  @RegisterForReflection
  public record Coverage(@Nullable Double in1h, @Nullable Double in4h, @Nullable Double in12h) {}

  /**
   * A time at which a limit ran out.
   *
   * @param warnings by method; absent for a method without an open alert
   */
  @RegisterForReflection
  public record Exhaustion(
      String limit, String start, @Nullable String end, Map<String, Lead> warnings) {}

  /** How long before an alert was open, and since when it was an escalation. */
  @RegisterForReflection
  public record Lead(String since, String by, long leadMinutes, @Nullable Long pageLeadMinutes) {}

  /**
   * One limit.
   *
   * @param minimum the policy's {@code for}, ISO 8601
   * @param projection null if nothing is projected
   * @param inForce what it is judged by now; null if nothing else is tried
   * @param alerts those that Headroom would have raised
   */
  @RegisterForReflection
  public record Limit(
      String limit,
      String window,
      double attention,
      double escalation,
      double recoverBelow,
      @JsonProperty("for") String minimum,
      @Nullable Projection projection,
      @Nullable JudgedBy inForce,
      Map<String, Tally> methods,
      List<Told> alerts) {}

  /**
   * A policy, as far as it concerns a limit.
   *
   * @param minimum its {@code for}, ISO 8601
   * @param projection null if nothing is projected
   */
  @RegisterForReflection
  public record JudgedBy(
      double attention,
      double escalation,
      double recoverBelow,
      @JsonProperty("for") String minimum,
      @Nullable Projection projection) {}

  /** Horizons, ISO 8601, and the probability from which they page. */
  @RegisterForReflection
  public record Projection(
      @Nullable String attention, @Nullable String escalation, double pageFrom) {}

  /** An alert. */
  @RegisterForReflection
  public record Told(
      String openedAt,
      String by,
      String worst,
      @Nullable String pagedAt,
      @Nullable String resolvedAt,
      String outcome) {}

  /** Returns the external form of {@code backtest}. */
  public static BacktestAnswer of(Backtest backtest) {
    List<LimitResult> told = backtest.limits().stream().filter(LimitResult::isTold).toList();
    return new BacktestAnswer(
        backtest.plan().org().id().value(),
        BacktestSummary.of(backtest),
        history(backtest.span()),
        byMethod(backtest, m -> tally(backtest, backtest.total(m))),
        backtest.events().stream().map(BacktestAnswer::event).toList(),
        told.stream().map(l -> limit(backtest, l)).toList(),
        backtest.limits().size() - told.size());
  }

  private static History history(Span span) {
    return new History(
        span.from().toString(),
        span.to().toString(),
        text(span.first()),
        text(span.last()),
        Math.round(span.days() * 100) / 100.0,
        span.slots(),
        span.readings(),
        span.gaps(),
        span.missing().toMinutes(),
        span.damagedDays(),
        span.tooShort());
  }

  private static <T> Map<String, T> byMethod(Backtest backtest, Function<Method, T> of) {
    Map<String, T> all = new LinkedHashMap<>();
    for (Method method : backtest.plan().methods()) {
      all.put(method.word(), of.apply(method));
    }
    return all;
  }

  private static Tally tally(Backtest backtest, dev.headroom.backtest.Tally t) {
    return new Tally(
        t.events(),
        t.warned(),
        t.warnedBy(Duration.ofMinutes(30)),
        t.medianLead().map(Duration::toMinutes).orElse(null),
        t.alerts(),
        t.messages(),
        t.pages(),
        t.realPages(),
        t.undecidedPages(),
        t.falseAlarms(),
        backtest.monthly(t.falseAlarms()).map(BacktestAnswer::hundredths).orElse(null),
        new Coverage(share(t.in1h()), share(t.in4h()), share(t.in12h())));
  }

  private static Exhaustion event(Event event) {
    Map<String, Lead> warnings = new LinkedHashMap<>();
    for (Method method : Method.values()) {
      event.warning(method).ifPresent(w -> warnings.put(method.word(), lead(w)));
    }
    return new Exhaustion(
        event.limit().value(), event.start().toString(), text(event.end()), warnings);
  }

  private static Lead lead(Warning warning) {
    return new Lead(
        warning.since().toString(),
        warning.by().word(),
        warning.lead().toMinutes(),
        Optional.ofNullable(warning.pageLead()).map(Duration::toMinutes).orElse(null));
  }

  private static Limit limit(Backtest backtest, LimitResult limit) {
    Yardstick inForce = limit.inForce();
    JudgedBy by = judgedBy(limit.yardstick());
    return new Limit(
        limit.limit().value(),
        limit.window().word(),
        by.attention(),
        by.escalation(),
        by.recoverBelow(),
        by.minimum(),
        by.projection(),
        inForce == null ? null : judgedBy(inForce),
        byMethod(backtest, m -> tally(backtest, limit.tally(m))),
        limit.alerts(Method.HEADROOM).stream().map(BacktestAnswer::told).toList());
  }

  private static JudgedBy judgedBy(Yardstick yardstick) {
    Horizons horizons = yardstick.horizons();
    return new JudgedBy(
        yardstick.levels().attention(),
        yardstick.levels().escalation(),
        yardstick.levels().recoverBelow(),
        yardstick.minimum().toString(),
        horizons.equals(Horizons.OFF)
            ? null
            : new Projection(
                text(horizons.attention()), text(horizons.escalation()), yardstick.pageFrom()));
  }

  private static Told told(Alert alert) {
    return new Told(
        alert.openedAt().toString(),
        alert.by().word(),
        alert.worst().word(),
        text(alert.pagedAt()),
        text(alert.resolvedAt()),
        alert.outcome().word());
  }

  private static @Nullable Double share(Held held) {
    return held.judged() == 0 ? null : Math.round(held.share() * 1000) / 1000.0;
  }

  private static double hundredths(double number) {
    return Math.round(number * 100) / 100.0;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
