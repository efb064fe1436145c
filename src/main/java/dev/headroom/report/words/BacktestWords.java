package dev.headroom.report.words;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Threshold;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Held;
import dev.headroom.backtest.LimitResult;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Plan;
import dev.headroom.backtest.Span;
import dev.headroom.backtest.Tally;
import dev.headroom.backtest.Warning;
import dev.headroom.words.Lengths;
import dev.headroom.words.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A backtest's numbers as people read them, on a terminal and on a page. */
public final class BacktestWords {
  private BacktestWords() {}

  /** Returns whole per cent, rounded down; a dash if nothing fell due. */
  public static String share(Held held) {
    return held.judged() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.0f %%", Math.floor(held.share() * 100));
  }

  /** Returns the shares for the three horizons. */
  public static String shares(Tally tally) {
    return share(tally.in1h()) + " / " + share(tally.in4h()) + " / " + share(tally.in12h());
  }

  /** Returns false alarms per 30 days; a dash if less than a day was seen. */
  public static String monthly(Backtest backtest, Tally tally) {
    return backtest
        .monthly(tally.falseAlarms())
        .map(f -> String.format(Locale.ROOT, "%.1f", f))
        .orElse("-");
  }

  /** Returns the median lead; a dash without a warning. */
  public static String lead(Tally tally) {
    return tally.medianLead().map(BacktestSummary::length).orElse("-");
  }

  /**
   * Returns {@code attention 60, escalation 80, recoverBelow 5, for 10 min, projection 12 h / 4 h,
   * pageFrom 0.5}; settings without effect are left out.
   */
  public static String yardstick(Yardstick yardstick) {
    Levels levels = yardstick.levels();
    Jump jump = yardstick.jump();
    return "attention %s, escalation %s, recoverBelow %s%s, projection %s%s"
        .formatted(
            level(levels.attentionAt(), levels.attention()),
            level(levels.escalationAt(), levels.escalation()),
            number(yardstick.levels().recoverBelow()),
            yardstick.minimum().isZero() ? "" : ", for " + Lengths.text(yardstick.minimum()),
            projection(yardstick),
            jump == null ? "" : ", jump " + ExplainWords.jump(jump));
  }

  private static String level(@Nullable Threshold amounts, double percent) {
    return amounts == null ? number(percent) : ExplainWords.amounts(amounts);
  }

  private static String projection(Yardstick yardstick) {
    Horizons horizons = yardstick.horizons();
    if (horizons.equals(Horizons.OFF)) {
      return "off";
    }
    String ahead = horizon(horizons.attention()) + " / " + horizon(horizons.escalation());
    return horizons.escalation() == null
        ? ahead
        : ahead + ", pageFrom " + number(yardstick.pageFrom());
  }

  /** Returns {@code 12 h}; {@code off} when there is none. */
  public static String horizon(@Nullable Duration horizon) {
    return horizon == null ? "off" : Lengths.text(horizon);
  }

  /** Returns a number without a fraction if it has none. */
  public static String number(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** {@code alert by projection 5 h before, page 2 h before}. */
  public static String warning(Warning warning) {
    Duration page = warning.pageLead();
    return "alert by %s %s before%s"
        .formatted(
            warning.by().word(),
            BacktestSummary.length(warning.lead()),
            page == null ? ", no page" : ", page " + BacktestSummary.length(page) + " before");
  }

  /** Returns a moment of history, or that history ends before it. */
  public static String until(@Nullable Instant moment, Instant now) {
    return moment == null ? "the end" : Moments.near(moment, now);
  }

  /** Returns a note on the limits with nothing to report; empty if there are none. */
  public static String quiet(Backtest backtest) {
    long told = backtest.limits().stream().filter(LimitResult::isTold).count();
    long quiet = backtest.limits().size() - told;
    return quiet == 0
        ? ""
        : "No alert and no exhaustion of %d %slimits.".formatted(quiet, told == 0 ? "" : "other ");
  }

  /** Returns how much was read, and what is missing. */
  public static String read(Backtest backtest) {
    Span span = backtest.span();
    int limits = backtest.limits().size();
    return "%,d slots, %,d readings of %s%s%s"
        .formatted(
            span.slots(),
            span.readings(),
            limits == 1 ? "1 limit" : limits + " limits",
            span.gaps() == 0
                ? ""
                : ", %s of %s together"
                    .formatted(
                        span.gaps() == 1 ? "1 gap" : span.gaps() + " gaps",
                        BacktestSummary.length(span.missing())),
            span.damagedDays() == 0
                ? ""
                : ", %d days that could not be read".formatted(span.damagedDays()));
  }

  /** Returns the name of a method: what is tried, if something is. */
  public static String name(Backtest backtest, Method method) {
    Plan.InForce inForce = backtest.plan().inForce();
    return inForce == null || method != Method.HEADROOM ? method.word() : "with " + inForce.tried();
  }

  /** Returns what a method is, in a few words. */
  public static String meaning(Method method) {
    return switch (method) {
      case HEADROOM -> "its forecasts, with this policy";
      case NOW -> "the same forecasts, with the policy in force";
      case THRESHOLDS -> "the same levels, nothing projected";
      case LINEAR -> "a line through the last readings, with this policy";
      case SEASONAL -> "the same time a week or a day ago and what came since, with this policy";
    };
  }
}
